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
import { type Held, widthOf } from "./held-in-elements.ts";
import { renameAddress } from "./rename-address.ts";
import { type Field, type StoredField, valueIn, withField } from "./stored-field.ts";

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
  /** Where the element may hold it: in one of these. Empty of an id that only its owner stands for there. */
  readonly held: readonly Held[];
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
  own: OwnPlace,
  name: Hex,
  renaming: Renaming,
  state: CrowdState,
): bigint {
  const { array, field, index } = own;
  const { address, parent, shift } = array;
  const begin = beginOf(known, array);
  const lengthSlot = toWord(parent);
  const length = state.slotAt(address, lengthSlot) ?? 0n;
  const last = lengthOf(known, array) - 1n;
  const cells = new Cells(own, begin, state);
  const held = heldLike(known, own);
  const ends = index === last ? [] : elementOf(known, own, last);
  // On a state that another call was recorded on, nobody may know what is the last one.
  const isKnown = ends.every(({ member }) => cells.read(length - 1n, member) !== undefined);
  const place = ends.length > 0 && isKnown ? length - 1n : length;
  for (const { member, value } of ends) {
    const moved = cells.read(place, member) ?? value;
    cells.write(place + 1n, member, moved);
    if (held?.member !== member) continue;
    const renamed = new Map([[own.word, toWord(valueIn(moved, held))]]);
    const entry = toWord(known.derivations.rename(field.slot.slot, renamed));
    const stored = state.slotAt(address, entry);
    if (stored === undefined) continue;
    state.setSlot(address, entry, withField(stored, field, place + 1n - shift));
  }
  for (const { member, value } of elementOf(known, own, index)) {
    const renamed = known.derivations.renameValue(value, renaming);
    const isWord = held?.member === member;
    cells.write(place, member, isWord ? withField(renamed, held, BigInt(name)) : renamed);
  }
  state.setSlot(address, lengthSlot, place + (ends.length > 0 ? 2n : 1n));
  return place;
}

/** Of an element: which of its slots; 0 where it is a part of one. */
interface Member {
  readonly member: bigint;
}

/** The slots of elements, or their parts of slots. */
class Cells {
  readonly #own: OwnPlace;
  readonly #begin: bigint;
  readonly #state: CrowdState;

  constructor(own: OwnPlace, begin: bigint, state: CrowdState) {
    this.#own = own;
    this.#begin = begin;
    this.#state = state;
  }

  read(index: bigint, member: bigint): bigint | undefined {
    const { slot, part } = this.#cell(index, member);
    const value = this.#state.slotAt(this.#own.array.address, slot);
    return value === undefined ? undefined : valueIn(value, part);
  }

  write(index: bigint, member: bigint, value: bigint): void {
    const { address } = this.#own.array;
    const { slot, part } = this.#cell(index, member);
    const others = this.#state.slotAt(address, slot) ?? 0n;
    this.#state.setSlot(address, slot, withField(others, part, value));
  }

  #cell(index: bigint, member: bigint): { readonly slot: Hex; readonly part: Field } {
    const { distance, part } = cellOf(this.#own, index);
    return { slot: toWord(this.#begin + distance + member), part };
  }
}

function cellOf(own: OwnPlace, index: bigint): { readonly distance: bigint; readonly part: Field } {
  const { size, packed } = own.array;
  if (packed === undefined) return { distance: index * size, part: WHOLE };
  const { perSlot } = packed;
  const bytes = bytesOf(own, perSlot);
  return { distance: index / perSlot, part: { byte: Number(index % perSlot) * bytes, bytes } };
}

function bytesOf({ held, array, index }: OwnPlace, perSlot: bigint): number {
  const [width] = held.flatMap((one) => widthOf(one, array, index) ?? []);
  return width ?? SLOT / Number(perSlot);
}

/**
 * Where the element holds the word: of several places that where another element holds what has an entry of the same
 * kind. Undefined if it does not.
 */
function heldLike(known: KnownCall, own: OwnPlace): (Field & Member) | undefined {
  const { array, held, field, index } = own;
  const last = elementOf(known, own, lengthOf(known, array) - 1n);
  const entries = known.touched.flatMap(({ keys: [first] }) => {
    return first !== undefined && first.mapping === field.slot.keys[0]?.mapping ? [first.key] : [];
  });
  const fields = held.map(({ distance, byte, bytes }): Field & Member => {
    if (array.packed !== undefined) return { member: 0n, ...WHOLE };
    return { member: distance - index * array.size, byte, bytes };
  });
  const likely = fields.find((one) =>
    last.some(({ member, value }) => {
      return member === one.member && entries.includes(toWord(valueIn(value, one)));
    }),
  );
  return likely ?? fields[0];
}

/** The slots of an element that the call touched, without those in mappings and arrays in it. */
function elementOf(
  known: KnownCall,
  own: OwnPlace,
  index: bigint,
): (Member & { readonly value: bigint })[] {
  const { address, parent, size, packed } = own.array;
  const { distance, part } = cellOf(own, index);
  return known.touched.flatMap((slot) => {
    const [step] = slot.address === address ? known.derivations.stepsTo(slot.slot) : [];
    if (step?.key !== "0x" || step.parent !== parent) return [];
    const member = step.distance - distance;
    const isIn = packed === undefined ? member >= 0n && member < size : member === 0n;
    return isIn ? [{ member, value: valueIn(slot.value, part) }] : [];
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

/** Bytes of a slot. */
const SLOT = 32;
const WHOLE: Field = { byte: 0, bytes: SLOT };
