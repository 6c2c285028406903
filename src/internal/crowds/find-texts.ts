import type { Hex } from "../model/location.ts";
import { bytesToHex, hexToBytes } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import { argumentWords } from "./argument-words.ts";
import type { Identity } from "./find-identities.ts";
import { textsLike } from "./fresh-text.ts";
import { belongsTo, type KnownCall, wayTo } from "./known-call.ts";

/** Shorter ones stay: there are too few of them. */
const MIN_BYTES = 4;
/** Longer ones are no names. */
const MAX_BYTES = 256;

/** The strings and bytes of the call data that lead to entries of mappings, by themselves or by their hash. */
export function findTexts(known: KnownCall): Identity[] {
  const { from } = known.call.transaction.fields;
  const ways = known.touched.map((touched) => ({ touched, way: wayTo(known, touched) }));
  const texts: Identity[] = [];
  for (const [text, offsets] of textArguments(known)) {
    const names = new Set(keysOfText(text));
    const entries = ways.filter(({ way }) => way.some(({ key }) => names.has(key)));
    if (entries.length === 0 || textsLike(text) === 0) continue;
    const mappings = entries.flatMap(({ touched, way }) =>
      way.filter(({ key }) => names.has(key)).map(({ mapping }) => `${touched.address} ${mapping}`),
    );
    texts.push({
      word: text,
      offsets,
      encoding: [],
      mappings: [...new Set(mappings)].sort(),
      holdsSender: entries.some(({ touched }) => belongsTo(touched, from)),
      isText: true,
    });
  }
  return texts;
}

/** The keys that a text leads to. One of 32 bytes that is a key itself is found as a word. */
export function keysOfText(text: Hex): Hex[] {
  return text.length === WORD ? [hashOfText(text)] : [text, hashOfText(text)];
}

/** As a key that stands for a text. */
export function hashOfText(text: Hex): Hex {
  return bytesToHex(keccak256(hexToBytes(text)));
}

/**
 * What may be strings or bytes in call data, with the places where their bytes begin: a length, and behind it as
 * many bytes, filled up with zeros. What is a call itself is none.
 */
function textArguments({ call, result }: KnownCall): ReadonlyMap<Hex, number[]> {
  const texts = new Map<Hex, number[]>();
  const all = argumentWords(call.transaction.fields.input, result.attribution.frames);
  const words = new Map(all.map(({ word, offset }) => [offset, word]));
  for (const [offset, word] of words) {
    const length = BigInt(word);
    if (length < MIN_BYTES || length > MAX_BYTES) continue;
    const digits = 2 * Number(length);
    const filled = wordsBehind(words, offset, Math.ceil(digits / DIGITS));
    if (filled === undefined || !/^0*$/.test(filled.slice(digits))) continue;
    const text: Hex = `0x${filled.slice(0, digits)}`;
    texts.set(text, [...(texts.get(text) ?? []), offset + BYTES]);
  }
  return texts;
}

/** Their digits; undefined if there are not so many of the same call. */
function wordsBehind(words: ReadonlyMap<number, Hex>, offset: number, count: number) {
  let digits = "";
  for (let i = 1; i <= count; i++) {
    const word = words.get(offset + i * BYTES);
    if (word === undefined) return undefined;
    digits += word.slice(2);
  }
  return digits;
}

/** Of a word: its bytes, its hex digits, and these with 0x in front. */
const BYTES = 32;
const DIGITS = 64;
const WORD = 66;
