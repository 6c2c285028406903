import type { ByteRange } from "../model/experiment.ts";

const WORD_BYTES = 32;

export const WHOLE_SLOT: ByteRange = { offset: 0, size: WORD_BYTES };

/** Bits of the slot that a field takes. */
export function maskOf({ offset, size }: ByteRange): bigint {
  return ((1n << BigInt(8 * size)) - 1n) << BigInt(8 * offset);
}

/** The number that a field of the slot holds, without its sign. */
export function fieldOf(slot: bigint, field: ByteRange): bigint {
  return (slot & maskOf(field)) >> BigInt(8 * field.offset);
}

/** The slot with another number in a field, modulo the field's width. */
export function withField(slot: bigint, field: ByteRange, value: bigint): bigint {
  const bits = BigInt.asUintN(8 * field.size, value);
  return (slot & ~maskOf(field)) | (bits << BigInt(8 * field.offset));
}

/** The bytes that differ between two contents of a slot, as `ff`. */
export function changedBytes(before: bigint, after: bigint): bigint {
  let mask = 0n;
  for (let offset = 0; offset < WORD_BYTES; offset++) {
    const byte = maskOf({ offset, size: 1 });
    if (((before ^ after) & byte) !== 0n) mask |= byte;
  }
  return mask;
}

/** The least range that holds all bytes of a mask, which must have one. */
export function rangeOf(mask: bigint): ByteRange {
  const offsets = Array.from({ length: WORD_BYTES }, (_, i) => i).filter(
    (offset) => (mask & maskOf({ offset, size: 1 })) !== 0n,
  );
  const [lowest = 0, highest = lowest] = [offsets[0], offsets.at(-1)];
  return { offset: lowest, size: highest - lowest + 1 };
}
