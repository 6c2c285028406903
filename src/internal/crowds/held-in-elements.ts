import type { Hex } from "../model/location.ts";
import type { TouchedArray } from "./find-indices.ts";
import type { KnownCall, NamedArray, TouchedSlot } from "./known-call.ts";
import { type Field, fieldsHolding, wholeSlot } from "./stored-field.ts";

/** A word that an element of an array holds, alone or packed. */
export interface Held extends Field {
  readonly word: Hex;
  /** Of its slot, from the beginning of the array. */
  readonly distance: bigint;
}

/** Elements that stand in lists have no more slots. */
const MAX_SIZE = 8;
/** Bytes of a slot. */
const SLOT = 32;
/** Bytes of elements that share a slot, as far as they have room for names. */
const WIDTHS = [4, 5, 6, 7, 8, 9, 10, 12, 11, 16, 15, 14, 13] as const;

/** Where elements hold it. `name`: what is no key to them, as it is to a list of its own. */
export function heldIn(
  { touched, derivations }: KnownCall,
  word: Hex,
  { address, parent }: Pick<TouchedArray, "address" | "parent">,
  name: Hex,
): Held[] {
  return touched.flatMap((slot) => {
    const [step] = slot.address === address ? derivations.stepsTo(slot.slot) : [];
    const isElement = step?.key === "0x" && step.parent === parent;
    if (!isElement || slot.keys.some(({ key }) => key === name)) return [];
    const { distance } = step;
    return fieldsWith(slot, word).map(({ byte, bytes }) => ({ word, distance, byte, bytes }));
  });
}

function fieldsWith(slot: TouchedSlot, word: Hex): Field[] {
  if (BigInt(word) > 0n) return fieldsHolding(slot, word);
  return slot.value === 0n ? [wholeSlot(slot)] : [];
}

/** Indices of the elements that it may be in, whatever their size. */
export function holdersOf(held: Held): bigint[] {
  const sizes = Array.from({ length: MAX_SIZE }, (_, i) => BigInt(i + 1));
  const packed = WIDTHS.flatMap((width) => indexOfPacked(held, width) ?? []);
  return [...new Set([...sizes.map((size) => held.distance / size), ...packed])];
}

export function isHeldBy(held: Held, array: NamedArray, index: bigint): boolean {
  if (array.packed !== undefined) return widthOf(held, array, index) !== undefined;
  return held.distance / array.size === index;
}

/** How many bytes an element of an array has that shares its slot with others. */
export function widthOf(
  held: Held,
  { packed }: Pick<NamedArray, "packed">,
  index: bigint,
): number | undefined {
  return WIDTHS.find((width) => {
    return packed?.perSlot === perSlotOf(width) && indexOfPacked(held, width) === index;
  });
}

function indexOfPacked({ distance, byte, bytes }: Held, width: number): bigint | undefined {
  const perSlot = perSlotOf(width);
  const isOne = byte % width === 0 && (bytes <= width || bytes === SLOT);
  const part = BigInt(Math.floor(byte / width));
  return isOne && part < perSlot ? distance * perSlot + part : undefined;
}

function perSlotOf(width: number): bigint {
  return BigInt(Math.floor(SLOT / width));
}
