import type { Hex } from "../model/location.ts";
import { type ArgumentWord, argumentWords } from "./argument-words.ts";
import type { Room } from "./fresh-names.ts";
import { findTexts } from "./find-texts.ts";
import type { StoredField } from "./stored-field.ts";
import {
  belongsTo,
  type KnownCall,
  type NamedArray,
  type TouchedSlot,
  wordsOfCall,
} from "./known-call.ts";

/**
 * Something that an argument names: a pool, an id, a recipient. It is a key of a mapping, or an index of an
 * array, that the call reaches.
 */
export interface Identity {
  /** A word, or the bytes of a text. */
  readonly word: Hex;
  /** Where it stands in the call data, in bytes; of a text, where its bytes begin. */
  readonly offsets: readonly number[];
  /** Those of them where the word may be a length or an offset of the encoding by chance. */
  readonly encoding: readonly number[];
  /** The mappings that it is a key of and the arrays that it is an index of, each as account and place: see `KeyOfSlot`. */
  readonly mappings: readonly string[];
  /** An entry of its own holds the sender: it may be the sender's, as a token's owner is stored under its id. */
  readonly holdsSender: boolean;
  /** A string or bytes: the key is those, or their hash. */
  readonly isText?: true;
  /** The arrays that it is an index of. */
  readonly arrays?: readonly NamedArray[];
  /** Of a small number whose type holds no large ones. */
  readonly room?: Room;
  /** Of an index of elements that share slots: how many do. */
  readonly perSlot?: number;
  /** Entries that hold it, where the call looks it up. */
  readonly stored?: readonly StoredField[];
  /** No key itself: keys are computed from it. */
  readonly isComputed?: true;
}

/**
 * The identities that a call names, in the order of its arguments, texts last. The sender is none of them.
 * Numbers that are indices `findIndices` finds.
 */
export function findIdentities(known: KnownCall): Identity[] {
  const { input } = known.call.transaction.fields;
  const excluded = wordsOfCall(known);
  const identities: Identity[] = [];
  const words = argumentWords(input, known.result.attribution.frames);
  for (const [word, places] of Map.groupBy(words, (one) => one.word)) {
    const identity = excluded.has(word) ? undefined : identityOf(known, word, places);
    if (identity !== undefined) identities.push(identity);
  }
  return [...identities, ...findTexts(known)];
}

/** Undefined if no entry goes by the word. `places`: where it stands in the call data. */
export function identityOf(
  { call, touched }: KnownCall,
  word: Hex,
  places: readonly Pick<ArgumentWord, "offset" | "isEncoding">[],
): Identity | undefined {
  const slots = touched.filter((slot) => mappingsOf(slot, word).length > 0);
  if (slots.length === 0) return undefined;
  return {
    word,
    offsets: places.map(({ offset }) => offset),
    encoding: places.filter(({ isEncoding }) => isEncoding).map(({ offset }) => offset),
    mappings: [...new Set(slots.flatMap((slot) => mappingsOf(slot, word)))].sort(),
    holdsSender: slots.some((slot) => belongsTo(slot, call.transaction.fields.from)),
  };
}

function mappingsOf({ address, keys }: TouchedSlot, word: Hex): string[] {
  return keys
    .filter(({ key, isIndex }) => key === word && isIndex !== true)
    .map(({ mapping }) => `${address} ${mapping}`);
}
