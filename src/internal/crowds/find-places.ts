import type { Execute } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { renamingOf, wholeDisguise, wordsOf } from "./clone-call.ts";
import { LENGTH } from "./copy-state.ts";
import type { Identity } from "./find-identities.ts";
import { packedOf, sizeOf, type TouchedArray, touchedArrays } from "./find-indices.ts";
import { type Held, heldIn, holdersOf, isHeldBy } from "./held-in-elements.ts";
import { addressWord, knowCall, type KnownCall, type NamedArray } from "./known-call.ts";
import type { OwnPlace } from "./own-place.ts";
import { probeCall } from "./probe-call.ts";
import { fieldsHolding, type StoredField, wholeSlot, withField } from "./stored-field.ts";

/** Of more entries it is not tried out. */
const MAX_CANDIDATES = 8;

interface Candidate {
  readonly word: Hex;
  /** Absent of the sender. */
  readonly identity?: Identity;
  readonly field: StoredField;
  readonly number: bigint;
  readonly array: TouchedArray;
  /** Where elements hold it, or the sender. */
  readonly held: readonly Held[];
}

/**
 * The call with the places that it knows of the sender, and of the ids that it names: entries that hold the number of the
 * element that holds them, or holds the sender as their owner. Which ones do is tried out: with another number there the
 * call goes to another element.
 */
export async function knowPlaces(
  known: KnownCall,
  identities: readonly Identity[],
  execute: Execute,
): Promise<KnownCall> {
  const candidates = candidatesOf(known, identities);
  if (candidates.length === 0) return known;
  const executions = await execute(candidates.map((one) => probe(known, one)));
  const found = candidates.flatMap((candidate, i): OwnPlace[] => {
    const result = executions[i]?.transactions[0]?.result;
    if (result === undefined) return [];
    const { word, field, number, held } = candidate;
    const probed = knowCall(known.call, known.before, result);
    return arrayOf(known, probed, candidate).flatMap((array): OwnPlace[] => {
      const index = number + array.shift;
      const holding = held.filter((one) => isHeldBy(one, array, index));
      if (holding.length === 0) return [];
      return [{ word, field, array, index, held: holding.filter((one) => one.word === word) }];
    });
  });
  return { ...known, places: [...known.places, ...found] };
}

/** Not near the length of the array, nor, where several share a slot, any part of it: the last element is looked at, too. */
const OTHER = 0x5000_0003n;

/** As the probe shows it: with slots of its own for each element, or with several elements in a slot. */
function arrayOf(
  known: KnownCall,
  probed: KnownCall,
  { array, number: index }: Candidate,
): readonly NamedArray[] {
  const numbers = { index, other: OTHER };
  const whole = sizeOf(known, probed, array, numbers);
  return whole.length > 0 ? whole : packedOf(known, probed, array, numbers);
}

/** The identities; the sender's own is as well what stands in a place that holds the sender. */
export function withOwners(known: KnownCall, identities: readonly Identity[]): Identity[] {
  const { from } = known.call.transaction.fields;
  return identities.map((identity) => {
    const isOwned = known.places.some(({ word, array, index }) => {
      const held = word === identity.word ? heldIn(known, addressWord(from), array, word) : [];
      return held.some((one) => isHeldBy(one, array, index));
    });
    return isOwned ? { ...identity, holdsSender: true } : identity;
  });
}

/** Of another user, or of another id, with another number in its entry, where the array is long enough. */
function probe(known: KnownCall, { identity, field, array }: Candidate): Scenario {
  const varied = identity === undefined ? [] : [identity];
  const disguise = wholeDisguise(varied);
  const renaming = renamingOf(known, disguise, 0, wordsOf(disguise, 0));
  const { address, slot, value } = field.slot;
  const entry = toWord(known.derivations.rename(slot, renaming));
  return probeCall(known, varied, (state) => {
    state.setSlot(address, entry, withField(value, field, OTHER));
    state.lengthen(address, toWord(array.parent), LENGTH);
  });
}

function candidatesOf(known: KnownCall, identities: readonly Identity[]): readonly Candidate[] {
  const arrays = touchedArrays(known);
  if (arrays.length === 0) return [];
  const sender = addressWord(known.call.transaction.fields.from);
  const named = identities.filter(({ isText }) => isText !== true);
  const all = [{ word: sender }, ...named.map((identity) => ({ word: identity.word, identity }))];
  const candidates = all.flatMap((one) =>
    arrays.flatMap((array) => {
      const words = [...new Set([one.word, sender])];
      const held = words.flatMap((word) => heldIn(known, word, array, one.word));
      return numbersOf(held).flatMap((number) =>
        entriesHolding(known, one.word, number).map((field) => {
          return { ...one, field, number, array, held };
        }),
      );
    }),
  );
  const taken = new Set(known.places.map(({ word }) => word));
  return candidates.filter(({ word }) => !taken.has(word)).slice(0, MAX_CANDIDATES);
}

/** What the elements that hold it may be called: by their index, or counted from 1. */
function numbersOf(held: readonly Held[]): bigint[] {
  const indices = held.flatMap(holdersOf);
  return [...new Set(indices.flatMap((index) => [index + 1n, index]))];
}

function entriesHolding({ touched }: KnownCall, word: Hex, number: bigint): StoredField[] {
  const entries = touched.filter(({ keys }) => {
    return keys.some(({ key, isIndex }) => key === word && isIndex !== true);
  });
  return entries.flatMap((slot) => {
    if (number > 0n) return fieldsHolding(slot, toWord(number));
    return slot.value === 0n ? [wholeSlot(slot)] : [];
  });
}
