import type { Renaming } from "../model/crowd.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import { toWord } from "../primitives/hex.ts";
import type { CrowdState } from "./crowd-state.ts";
import type { Identity } from "./find-identities.ts";
import {
  arraysAt,
  type KnownCall,
  locationOf,
  type NamedArray,
  type TouchedSlot,
} from "./known-call.ts";
import { renameAddress } from "./rename-address.ts";
import { type StoredField, valueIn, withField } from "./stored-field.ts";

/**
 * An entry that says where in an array something stands, which holds it in turn: `indexOf[user]` beside a list of
 * members, from which the last one takes the place of one that leaves.
 */
export interface OwnPlace {
  /** What stands there: the sender, or an id. */
  readonly word: Hex;
  /** Of its entry: the number of the place, as the array shifts it. */
  readonly field: StoredField;
  readonly array: NamedArray;
  /** Of the element. */
  readonly index: bigint;
}

/** What fields of entries hold in a clone, by the entry's location. */
export type Allotted = ReadonlyMap<LocationKey, (value: bigint) => bigint>;

/**
 * Gives what has another name a place of its own, as no two can have the same: the array becomes longer, and what was
 * its last element stays the last one, as it is what takes the place of one that is removed.
 */
export function allotPlaces(
  known: KnownCall,
  varied: readonly Identity[],
  renaming: Renaming,
  state: CrowdState,
): Allotted {
  const allotted = new Map<LocationKey, (value: bigint) => bigint>();
  const indices = new Map<string, bigint>();
  for (const place of known.places) {
    const { word, field, array } = place;
    const name = renaming.get(word);
    const arrays = arraysAt(
      array.address,
      varied.flatMap((one) => one.arrays ?? []),
    );
    if (name === undefined || !isOneForAll(known, array, arrays, renaming)) continue;
    const key = `${word} ${array.address} ${array.parent}`;
    const index = indices.get(key) ?? indexOfClone(known, place, name, arrays, renaming, state);
    indices.set(key, index);
    const location = locationOf(field.slot);
    const inner = allotted.get(location) ?? ((value) => value);
    allotted.set(location, (value) => withField(inner(value), field, index - array.shift));
  }
  return allotted;
}

/** The length of the array, an element of it, or an entry that says where something stands: no amounts. */
export function saysPlaces(known: KnownCall, { address, slot, keys }: TouchedSlot): boolean {
  return known.places.some(({ field, array }) => {
    if (address !== array.address) return false;
    const [step] = known.derivations.stepsTo(slot);
    const isElement = step?.key === "0x" && step.parent === array.parent;
    const [entry] = field.slot.keys;
    const isEntry = entry !== undefined && keys[0]?.mapping === entry.mapping;
    return slot === array.parent || isElement || isEntry;
  });
}

/** Each user has a copy of an array that lies under what has another name, and the same place in it. */
function isOneForAll(
  { derivations }: KnownCall,
  { address, parent }: NamedArray,
  arrays: readonly NamedArray[],
  renaming: Renaming,
): boolean {
  const isSameAccount = renameAddress(address, renaming) === address;
  return isSameAccount && derivations.rename(parent, renaming, arrays) === parent;
}

function indexOfClone(
  known: KnownCall,
  place: OwnPlace,
  name: Hex,
  arrays: readonly NamedArray[],
  renaming: Renaming,
  state: CrowdState,
): bigint {
  const { array, field, index } = place;
  const { address, size, shift } = array;
  const begin = beginOf(known, array);
  // It may go by an index that is an argument, too.
  const element = begin + index * size;
  const renamed = known.derivations.rename(element, renaming, arrays);
  if (renamed !== element) return (renamed - begin) / size;
  // Two may name the same.
  const entry = toWord(known.derivations.rename(field.slot.slot, renaming, arrays));
  const stored = state.slotAt(address, entry);
  if (stored !== undefined) return valueIn(stored, field) + shift;
  return insert(known, place, name, renaming, state);
}

function insert(
  known: KnownCall,
  { word, field, array, index }: OwnPlace,
  name: Hex,
  renaming: Renaming,
  state: CrowdState,
): bigint {
  const { address, parent, size, shift } = array;
  const begin = beginOf(known, array);
  const lengthSlot = toWord(parent);
  const length = state.slotAt(address, lengthSlot) ?? 0n;
  const last = lengthOf(known, array) - 1n;
  const cellOf = (at: bigint, member: bigint): Hex => toWord(begin + at * size + member);
  const ends = index === last ? [] : elementOf(known, array, last);
  // On a state that another call was recorded on, nobody may know what is the last one.
  const isKnown = ends.every(({ member }) => {
    return state.slotAt(address, cellOf(length - 1n, member)) !== undefined;
  });
  const place = ends.length > 0 && isKnown ? length - 1n : length;
  for (const { member, value } of ends) {
    const moved = state.slotAt(address, cellOf(place, member)) ?? value;
    state.setSlot(address, cellOf(place + 1n, member), moved);
    const other = wordLike(known, { word, field, array, index }, member, moved);
    if (other === undefined) continue;
    const entry = toWord(known.derivations.rename(field.slot.slot, new Map([[word, other]])));
    const stored = state.slotAt(address, entry);
    if (stored === undefined) continue;
    state.setSlot(address, entry, withField(stored, field, place + 1n - shift));
  }
  for (const { member, value } of elementOf(known, array, index)) {
    const own =
      value === BigInt(word) ? BigInt(name) : known.derivations.renameValue(value, renaming);
    state.setSlot(address, cellOf(place, member), own);
  }
  state.setSlot(address, lengthSlot, place + (ends.length > 0 ? 2n : 1n));
  return place;
}

/** Who stands in another element, where `word` stands in its own: alone or packed. */
function wordLike(
  known: KnownCall,
  { word, array, index }: OwnPlace,
  member: bigint,
  value: bigint,
): Hex | undefined {
  const own = elementOf(known, array, index).find((one) => one.member === member);
  if (own === undefined) return undefined;
  if (own.value === BigInt(word)) return toWord(value);
  const at = toWord(own.value).indexOf(word.slice(-ADDRESS));
  return at < 0 ? undefined : toWord(BigInt(`0x${toWord(value).slice(at, at + ADDRESS)}`));
}

/** The slots of an element that the call touched, without those in mappings and arrays in it. */
function elementOf(known: KnownCall, { address, parent, size }: NamedArray, index: bigint) {
  return known.touched.flatMap((slot) => {
    const [step] = slot.address === address ? known.derivations.stepsTo(slot.slot) : [];
    if (step?.key !== "0x" || step.parent !== parent) return [];
    const isIn = step.distance / size === index;
    return isIn ? [{ member: step.distance % size, value: slot.value }] : [];
  });
}

/** An element of it was touched. */
function beginOf({ touched, derivations }: KnownCall, { address, parent }: NamedArray): bigint {
  for (const slot of touched) {
    const [step] = slot.address === address ? derivations.stepsTo(slot.slot) : [];
    if (step?.key === "0x" && step.parent === parent) return step.hash;
  }
  throw new Error("Nothing of the array was touched");
}

function lengthOf({ before }: KnownCall, { address, parent }: NamedArray): bigint {
  return before.get(address)?.storage.get(toWord(parent)) ?? 0n;
}

/** Hex digits. */
const ADDRESS = 40;
