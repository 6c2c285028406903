import type { Execute } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { renamingOf, wholeDisguise, wordsOf } from "./clone-call.ts";
import { LENGTH } from "./copy-state.ts";
import type { Identity } from "./find-identities.ts";
import { sizeOf, type TouchedArray, touchedArrays } from "./find-indices.ts";
import { freshWord } from "./fresh-words.ts";
import { addressWord, holds, knowCall, type KnownCall, type TouchedSlot } from "./known-call.ts";
import type { OwnPlace } from "./own-place.ts";
import { probeCall } from "./probe-call.ts";
import { fieldsHolding, type StoredField, wholeSlot, withField } from "./stored-field.ts";

/** Of more entries it is not tried out. */
const MAX_CANDIDATES = 8;
/** Elements that stand in lists have no more slots. */
const MAX_SIZE = 8;

interface Candidate {
  readonly word: Hex;
  /** Absent of the sender. */
  readonly identity?: Identity;
  readonly field: StoredField;
  readonly number: bigint;
  readonly array: TouchedArray;
}

/**
 * The call with the places that it knows of the sender, and of the ids that it names: entries that hold the number of the
 * element that holds them. Which ones do is tried out: with another number there the call goes to another element.
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
    const { word, field, number, array } = candidate;
    const probed = knowCall(known.call, known.before, result);
    return sizeOf(known, probed, array, { index: number, other: OTHER })
      .filter(({ size, shift }) => holders(known, candidate, size).includes(number + shift))
      .map((named) => ({ word, field, array: named, index: number + named.shift }));
  });
  return { ...known, places: [...known.places, ...found] };
}

const OTHER = BigInt(freshWord(toWord(1n), 0, 0));

/** Numbers of elements that hold it. */
function holders(known: KnownCall, { word, array }: Candidate, size: bigint): bigint[] {
  return elementsHolding(known, word, array).map((distance) => distance / size);
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
    arrays.flatMap((array) =>
      numbersOf(elementsHolding(known, one.word, array)).flatMap((number) =>
        entriesHolding(known, one.word, number).map((field) => ({ ...one, field, number, array })),
      ),
    ),
  );
  const taken = new Set(known.places.map(({ word }) => word));
  return candidates.filter(({ word }) => !taken.has(word)).slice(0, MAX_CANDIDATES);
}

/** How far behind the beginning of the array elements hold the word, which is no key to them. */
function elementsHolding(
  { call, touched, derivations }: KnownCall,
  word: Hex,
  { address, parent }: TouchedArray,
): bigint[] {
  const { from } = call.transaction.fields;
  const isHeld = ({ value, keys }: TouchedSlot) =>
    !keys.some(({ key }) => key === word) &&
    (word === addressWord(from) ? holds(value, from) : value === BigInt(word));
  return touched.flatMap((slot) => {
    const [step] = slot.address === address ? derivations.stepsTo(slot.slot) : [];
    const isElement = step?.key === "0x" && step.parent === parent;
    return isElement && isHeld(slot) ? [step.distance] : [];
  });
}

/** What the elements at these distances may be called: by their index, or counted from 1. */
function numbersOf(distances: readonly bigint[]): bigint[] {
  const sizes = Array.from({ length: MAX_SIZE }, (_, i) => BigInt(i + 1));
  const indices = sizes.flatMap((size) => distances.map((distance) => distance / size));
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
