import type { Hex } from "../model/location.ts";
import { bytesToHex, hexToBytes } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import type { Identity } from "./find-identities.ts";
import { textsLike } from "./fresh-text.ts";
import { belongsTo, type KnownCall } from "./known-call.ts";

/** Shorter ones stay: there are too few of them. */
const MIN_BYTES = 4;
/** Longer ones are no names. */
const MAX_BYTES = 256;

/** The strings and bytes of the call data that lead to entries of mappings, by themselves or by their hash. */
export function findTexts(known: KnownCall): Identity[] {
  const { derivations, call } = known;
  const slots = known.touched.map((touched) => ({
    touched,
    steps: derivations.stepsTo(touched.slot),
  }));
  const texts: Identity[] = [];
  for (const [text, positions] of textArguments(call.transaction.fields.input)) {
    const names = new Set([text, hashOfText(text)]);
    // A text of 32 bytes that is a key is found as a word.
    if (text.length === WORD) names.delete(text);
    const entries = slots.filter(({ steps }) => steps.some(({ key }) => names.has(key)));
    if (entries.length === 0 || textsLike(text) === 0) continue;
    const mappings = entries.flatMap(({ touched, steps }) =>
      steps.filter(({ key }) => names.has(key)).map(({ parent }) => `${touched.address} ${parent}`),
    );
    const holdsSender = entries.some(({ touched }) =>
      belongsTo(touched, call.transaction.fields.from),
    );
    texts.push({
      word: text,
      positions,
      mappings: [...new Set(mappings)].sort(),
      holdsSender,
      isText: true,
    });
  }
  return texts;
}

/** As a key that stands for a text. */
export function hashOfText(text: Hex): Hex {
  return bytesToHex(keccak256(hexToBytes(text)));
}

/** What may be strings or bytes in call data: a length, and behind it as many bytes, filled up with zeros. */
function textArguments(input: Hex): ReadonlyMap<Hex, number[]> {
  const texts = new Map<Hex, number[]>();
  const data = input.slice(10);
  for (let position = 1; position * DIGITS < data.length; position++) {
    const length = BigInt(`0x${data.slice((position - 1) * DIGITS, position * DIGITS)}`);
    if (length < MIN_BYTES || length > MAX_BYTES) continue;
    const end = position * DIGITS + Number(length) * 2;
    const filled = Math.ceil(end / DIGITS) * DIGITS;
    if (filled > data.length || !/^0*$/.test(data.slice(end, filled))) continue;
    const text: Hex = `0x${data.slice(position * DIGITS, end)}`;
    texts.set(text, [...(texts.get(text) ?? []), position]);
  }
  return texts;
}

/** Hex digits of a word, and with 0x in front. */
const DIGITS = 64;
const WORD = 66;
