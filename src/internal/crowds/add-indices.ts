import type { Hex } from "../model/location.ts";
import type { Identity } from "./find-identities.ts";
import { MAX_PER_SLOT } from "./fresh-names.ts";
import type { FoundIndex } from "./find-indices.ts";
import { belongsTo, type KnownCall, type NamedArray, placeOf } from "./known-call.ts";

/**
 * The identities with those that are indices of arrays, in the order of the arguments, texts last. Some are
 * keys as well. `known` knows the arrays.
 */
export function addIndices(
  known: KnownCall,
  identities: readonly Identity[],
  indices: readonly FoundIndex[],
): readonly Identity[] {
  if (indices.length === 0) return identities;
  const texts = identities.filter(({ isText }) => isText === true);
  const words = new Map(
    identities.filter((one) => !texts.includes(one)).map((one) => [one.word, one]),
  );
  for (const index of indices) {
    words.set(index.word, withIndex(known, words.get(index.word), index));
  }
  const ordered = [...words.values()].sort((a, b) => (a.offsets[0] ?? 0) - (b.offsets[0] ?? 0));
  return [...ordered, ...texts];
}

function withIndex(
  known: KnownCall,
  identity: Identity | undefined,
  { word, offset, arrays, room }: FoundIndex,
): Identity {
  const all = uniqueArrays([...(identity?.arrays ?? []), ...arrays]);
  const places = all.map(({ address, parent }) => placeOf(known, address, parent));
  const offsets = new Set([...(identity?.offsets ?? []), offset]);
  return {
    word,
    offsets: [...offsets].sort((a, b) => a - b),
    // An index has been tried out, and is no part of the encoding.
    encoding: identity?.encoding.filter((one) => one !== offset) ?? [],
    mappings: [...new Set([...(identity?.mappings ?? []), ...places])].sort(),
    holdsSender: identity?.holdsSender === true || holdsSender(known, word, places),
    arrays: all,
    ...perSlotOf(all),
    ...(room === undefined ? {} : { room }),
  };
}

function uniqueArrays(arrays: readonly NamedArray[]): NamedArray[] {
  const unique = new Map(
    arrays.map((array) => [
      `${array.address} ${array.parent} ${array.size} ${array.shift} ${array.packed?.index}`,
      array,
    ]),
  );
  return [...unique.values()];
}

/** The least that is a multiple of all, unless more lie between than there are names. */
function perSlotOf(arrays: readonly NamedArray[]): Pick<Identity, "perSlot"> {
  const counts = arrays.flatMap(({ packed }) => packed?.perSlot ?? []);
  if (counts.length === 0) return {};
  const common = counts.reduce((a, b) => (a * b) / divisorOf(a, b), 1n);
  const most = counts.reduce((a, b) => (a > b ? a : b));
  return { perSlot: Number(common <= MAX_PER_SLOT ? common : most) };
}

function divisorOf(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisorOf(b, a % b);
}

/** An element that goes by this word holds the sender. */
function holdsSender({ touched, call }: KnownCall, word: Hex, places: readonly string[]): boolean {
  return touched.some(
    (slot) =>
      belongsTo(slot, call.transaction.fields.from) &&
      slot.keys.some(({ key, mapping, isIndex }) => {
        return isIndex === true && key === word && places.includes(`${slot.address} ${mapping}`);
      }),
  );
}
