import type { Address, Hex } from "../model/location.ts";
import { addressWord, holds, type KnownCall, type TouchedSlot } from "./known-call.ts";

/** Something that an argument names: a pool, an id, a recipient. It is a key of a mapping that the call reaches. */
export interface Identity {
  readonly word: Hex;
  /** Which words of the call data, the selector left out, name it. */
  readonly positions: readonly number[];
  /** The mappings that it is a key of, each as account and slot. */
  readonly mappings: readonly string[];
  /** An entry of its own holds the sender: it may be the sender's, as a token's owner is stored under its id. */
  readonly holdsSender: boolean;
}

/** More arguments that are keys do not occur; the rest stays as it is. */
const MAX_IDENTITIES = 8;

/** The identities that a call names, in the order of its arguments. The sender is none of them. */
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
  return identities;
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

/** The sender is stored there, and not because the sender is a key. */
function belongsTo({ value, keys }: TouchedSlot, sender: Address): boolean {
  return holds(value, sender) && !keys.some(({ key }) => key === addressWord(sender));
}
