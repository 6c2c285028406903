import type { Hex } from "../model/location.ts";
import type { TouchedSlot } from "./known-call.ts";

/** A part of a slot. */
export interface Field {
  /** From the right. */
  readonly byte: number;
  readonly bytes: number;
}

/** One that holds a number by which something else goes. */
export interface StoredField extends Field {
  readonly slot: TouchedSlot;
}

/** Bytes of a slot. */
const SLOT = 32;
/** Of numbers that are packed. Names of users have room in them. */
const LEAST = 4;

/** Where a slot holds the word, as the whole of it or packed with other fields. */
export function fieldsHolding(slot: TouchedSlot, word: Hex): StoredField[] {
  const number = BigInt(word);
  if (number === 0n) return [];
  if (slot.value === number) return [wholeSlot(slot)];
  const bytes = Math.max(LEAST, Math.ceil(number.toString(16).length / 2));
  return Array.from({ length: SLOT - bytes + 1 }, (_, byte) => ({ slot, byte, bytes })).filter(
    (field) => valueIn(slot.value, field) === number,
  );
}

export function wholeSlot(slot: TouchedSlot): StoredField {
  return { slot, byte: 0, bytes: SLOT };
}

/** The slot with another number in the field; as it is if that has no room there. */
export function withField(value: bigint, field: Field, number: bigint): bigint {
  const shift = BigInt(8 * field.byte);
  if (number >> BigInt(8 * field.bytes) > 0n) return value;
  return value + ((number - valueIn(value, field)) << shift);
}

export function valueIn(value: bigint, { byte, bytes }: Field): bigint {
  return BigInt.asUintN(8 * bytes, value >> BigInt(8 * byte));
}
