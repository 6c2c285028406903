import type { Address, Hex } from "../model/location.ts";
import type { Room } from "./fresh-names.ts";
import { findTexts } from "./find-texts.ts";
import { addressWord, belongsTo, type KnownCall, type TouchedSlot } from "./known-call.ts";
import type { IndexedArray } from "./slot-derivations.ts";

/**
 * Something that an argument names: a pool, an id, a recipient. It is a key of a mapping, or an index of an
 * array, that the call reaches.
 */
export interface Identity {
  /** A word, or the bytes of a text. */
  readonly word: Hex;
  /** Which words of the call data, the selector left out, name it; of a text, where its bytes begin. */
  readonly positions: readonly number[];
  /** The mappings that it is a key of and the arrays that it is an index of, each as account and slot. */
  readonly mappings: readonly string[];
  /** An entry of its own holds the sender: it may be the sender's, as a token's owner is stored under its id. */
  readonly holdsSender: boolean;
  /** A string or bytes: the key is those, or their hash. */
  readonly isText?: true;
  /** The arrays that it is an index of. */
  readonly arrays?: readonly NamedArray[];
  /** Of a small number whose type holds no large ones. */
  readonly room?: Room;
}

export interface NamedArray extends IndexedArray {
  readonly address: Address;
}

/** More arguments that are keys do not occur; the rest stays as it is. */
export const MAX_IDENTITIES = 8;

/**
 * The identities that a call names, in the order of its arguments, texts last. The sender is none of them.
 * Which numbers are indices, `findIndices` finds.
 */
export function findIdentities(known: KnownCall): Identity[] {
  const { from, to, input } = known.call.transaction.fields;
  const excluded = new Set([addressWord(from), ...(to === undefined ? [] : [addressWord(to)])]);
  const identities: Identity[] = [];
  for (const [word, positions] of argumentWords(input)) {
    if (excluded.has(word) || identities.length === MAX_IDENTITIES) continue;
    const slots = known.touched.filter(({ keys }) => keys.some(({ key }) => key === word));
    if (slots.length === 0) continue;
    const mappings = [...new Set(slots.flatMap((slot) => mappingsOf(slot, word)))].sort();
    const holdsSender = slots.some((slot) => belongsTo(slot, from));
    identities.push({ word, positions, mappings, holdsSender });
  }
  return [...identities, ...findTexts(known)].slice(0, MAX_IDENTITIES);
}

/** The aligned words of call data behind the selector, by value, with the places where each stands. */
export function argumentWords(input: Hex): ReadonlyMap<Hex, number[]> {
  const words = new Map<Hex, number[]>();
  const data = input.slice(10);
  for (let position = 0; (position + 1) * 64 <= data.length; position++) {
    const word: Hex = `0x${data.slice(position * 64, (position + 1) * 64)}`;
    const positions = words.get(word);
    if (positions === undefined) words.set(word, [position]);
    else positions.push(position);
  }
  return words;
}

function mappingsOf({ address, keys }: TouchedSlot, word: Hex): string[] {
  return keys.filter(({ key }) => key === word).map(({ mapping }) => `${address} ${mapping}`);
}
