import type { OrderQuestion, OtherValue } from "../model/experiment.ts";
import type { Hex } from "../model/location.ts";
import type { Scenario, ScenarioTransaction } from "../model/scenario.ts";
import { toQuantity, toWord } from "../primitives/hex.ts";
import { transactionAt } from "./make-experiment.ts";

/** Arguments behind these are rarely what a setter sets, and each costs some runs. */
const MOST_WORDS = 8;
const WORD_DIGITS = 64;
/** `0x` and the selector. */
const SELECTOR_DIGITS = 10;
const END = 1n << 256n;
/** Precompiled contracts are accounts, too; such small numbers name nobody. */
const LOWEST_ACCOUNT = 1n << 16n;

/**
 * What else one of the two could have passed: for the ETH that it sends and each word of its call data that
 * names no account of the scenario, values close to the recorded one, as those are likely to be accepted as well.
 */
export function otherValues(
  { scenario, ...pair }: OrderQuestion,
  which: OtherValue["of"],
): readonly OtherValue[] {
  const { fields } = transactionAt(scenario, pair[which]);
  // The input of a creation is code.
  if (fields.to === undefined) return [];
  const accounts = accountsOf(scenario);
  const words = wordsOf(fields.input)
    .map((recorded, word) => ({ recorded, word }))
    .filter(({ recorded }) => !accounts.has(BigInt(recorded)))
    .slice(0, MOST_WORDS);
  // Who sends none may not be allowed to.
  const sent = BigInt(fields.value);
  const payment = sent === 0n ? [] : [{ recorded: toWord(sent), word: null }];
  return [...words, ...payment].flatMap(({ recorded, word }) =>
    closeTo(BigInt(recorded)).map((value) => ({
      of: which,
      word,
      recorded,
      value: toWord(value),
    })),
  );
}

/** The question with another value in the call data of one of the two, or in what it sends. */
export function withOtherValue(question: OrderQuestion, other: OtherValue): OrderQuestion {
  const { scenario } = question;
  const transactions = scenario.transactions.map((transaction, index) =>
    index === question[other.of] ? withValue(transaction, other) : transaction,
  );
  return { ...question, scenario: { ...scenario, transactions } };
}

function withValue(
  transaction: ScenarioTransaction,
  { word, value }: OtherValue,
): ScenarioTransaction {
  const { fields } = transaction;
  if (word === null) {
    return { ...transaction, fields: { ...fields, value: toQuantity(BigInt(value)) } };
  }
  const from = SELECTOR_DIGITS + word * WORD_DIGITS;
  const input: Hex = `0x${fields.input.slice(2, from)}${value.slice(2)}${fields.input.slice(from + WORD_DIGITS)}`;
  return { ...transaction, fields: { ...fields, input } };
}

function wordsOf(input: Hex): Hex[] {
  const data = input.slice(SELECTOR_DIGITS);
  return Array.from(
    { length: Math.floor(data.length / WORD_DIGITS) },
    (_, i): Hex => `0x${data.slice(i * WORD_DIGITS, (i + 1) * WORD_DIGITS)}`,
  );
}

function accountsOf({ preState, transactions }: Scenario): ReadonlySet<bigint> {
  const parties = transactions.flatMap(({ fields }) => [fields.from, fields.to ?? fields.from]);
  const numbers = [...preState.keys(), ...parties].map(BigInt);
  return new Set(numbers.filter((number) => number >= LOWEST_ACCOUNT));
}

/**
 * One up and one down, and one up in the lowest byte that is not empty, as text and round amounts have it; then
 * twice and half as much, where a division leaves nothing of so little.
 */
function closeTo(value: bigint): readonly bigint[] {
  const candidates = [value + 1n, value - 1n, value + unitOf(value), value * 2n, value / 2n];
  return [...new Set(candidates)].filter((one) => one >= 0n && one < END && one !== value);
}

function unitOf(value: bigint): bigint {
  let unit = 1n;
  while (value !== 0n && value % (unit << 8n) === 0n) unit <<= 8n;
  return unit;
}
