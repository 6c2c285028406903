import type { AstNode } from "../../model/solidity/ast-node.ts";
import { type Balance, balanceOf } from "./balance.ts";
import { booksOf } from "./books.ts";
import { type EntryChange, entryChangesOf, setOtherwise } from "./changes.ts";
import { type CodeFunction, type ContractCode } from "./contract-code.ts";
import { keysOf } from "./entry-keys.ts";
import { changingEntriesTo, entriesTo } from "./reach.ts";
import { isLiteral, isSameAmount } from "./same-amount.ts";
import { sumsOf } from "./scalar.ts";
import type { Use } from "./uses.ts";

/** What a number is the sum of. */
export interface Summed {
  /** Fields without keys: `balanceOf`, `users.staked`. */
  readonly entries: readonly string[];
  /** Not each change of an entry has its own of the sum: a transfer pays a fee out of what it moves. */
  readonly isTogether: boolean;
}

/** By these uses of a number: undefined where it is no sum, or nobody can tell. */
export function summedBy(code: ContractCode, uses: readonly Use[]): Summed | undefined {
  const sums = sumsOf(uses);
  if (sums === undefined) return undefined;
  const matched = [...new Set(sums.flatMap((use) => entryOf(code, use) ?? []))];
  if (matched.length > 0) return summedOver(code, uses, sums, matched);
  // Made by the constructor, and burnt by a part of what is moved: only all changes together show it.
  const held = entryChangesOf(code).filter((one) => isHeld(code, one));
  const candidates = [...new Set(held.map(({ name }) => name))];
  return candidates
    .map((name) => summedOver(code, uses, sums, [name]))
    .find((one) => one !== undefined);
}

/**
 * Each change of the sum is one of an entry, and each change of an entry is one of the sum, or of another entry the
 * other way; or all that a call changes is even, on each way through it.
 */
function summedOver(
  code: ContractCode,
  uses: readonly Use[],
  sums: readonly Use[],
  entries: readonly string[],
): Summed | undefined {
  const books = booksOf(code, uses, entries);
  const known = new Map<CodeFunction, Balance>();
  const balance = (entry: CodeFunction): Balance => {
    const before = known.get(entry);
    if (before !== undefined || books === undefined) return before ?? "unknown";
    const is = balanceOf(code, books, entry);
    known.set(entry, is);
    return is;
  };
  // Where nobody can tell, a number that only grows is no sum of what also becomes less.
  const kinds = entryChangesOf(code).flatMap((one) => (entries.includes(one.name) ? one.kind : []));
  const isBothWays = kinds.every((kind) => sums.some((use) => use.kind === kind));
  let isTogether = false;
  const isFine = ({ function: inside }: Use, isMatched: () => boolean): boolean => {
    const verdicts = changingEntriesTo(code, inside).map(balance);
    if (verdicts.includes("unbalanced")) return false;
    const is = isMatched();
    if (!is && verdicts.length > 0) isTogether = true;
    if (verdicts.length > 0 && verdicts.every((one) => one === "balanced")) return true;
    return is && isBothWays;
  };
  const isSum =
    sums.every((use) => isFine(use, () => entryOf(code, use) !== undefined)) &&
    entryChangesOf(code).every((change) =>
      isFine(change.use, () => isCounted(code, change, entries, uses)),
    ) &&
    entries.every((entry) => setOtherwise(code, entry).every((use) => isFine(use, () => false)));
  return isSum ? { entries, isTogether } : undefined;
}

/** The variable of which an entry changes by as much, in the same direction. */
function entryOf(code: ContractCode, sum: Use): string | undefined {
  const amount = { amount: sum.value, function: sum.function };
  const found = entryChangesOf(code).find(
    (one) =>
      one.kind === sum.kind &&
      isSameAmount(code, amount, { amount: one.amount, function: one.use.function }) &&
      isHeld(code, one),
  );
  return found?.name;
}

/** One more visit of all and one more visit of somebody's count, but are nothing that anybody has. */
function isHeld(code: ContractCode, change: EntryChange): boolean {
  if (isFixed(code, change)) return false;
  return !isLiteral(change) || entryChangesOf(code).some((other) => isTaken(other, change));
}

/**
 * What changes an entry changes the sum by as much, or another entry the other way, as a transfer does. Else the
 * number is no sum of them, though all that changes it changes one of them.
 */
function isCounted(
  code: ContractCode,
  change: EntryChange,
  entries: readonly string[],
  sums: readonly Use[],
): boolean {
  const { use, kind, name } = change;
  if (use.function.kind === "constructor") return true;
  // A struct goes with all that it holds.
  if (entries.some((entry) => entry.startsWith(`${name}.`))) {
    const own = entriesTo(code, use.function);
    return sums.some(
      (sum) =>
        sum.kind === kind && entriesTo(code, sum.function).some((entry) => own.includes(entry)),
    );
  }
  if (!entries.includes(name)) return true;
  const isSame = (amount: AstNode | undefined, inside: CodeFunction) =>
    isSameAmount(
      code,
      { amount: change.amount, function: use.function },
      { amount, function: inside },
    );
  return (
    sums.some((sum) => sum.kind === kind && isSame(sum.value, sum.function)) ||
    entryChangesOf(code).some(
      (other) =>
        other.name === name && other.kind !== kind && isSame(other.amount, other.use.function),
    )
  );
}

/** What one account gets of each call is not what all have. */
function isFixed(code: ContractCode, { use }: EntryChange): boolean {
  return keysOf(code, use).some(
    (origins) => origins.length > 0 && origins.every(({ kind }) => kind === "fixed"),
  );
}

function isTaken(other: EntryChange, { name }: EntryChange): boolean {
  return other.name === name && other.kind === "subtract";
}
