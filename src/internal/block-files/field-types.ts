import { z } from "zod";

import { type Hex, toWord } from "../primitives/hex.ts";

/** A number below 2^`bits`: a JSON number, or a string such as "0x1a". */
export function quantity(bits: number) {
  const expected = `Expected a whole number below 2^${bits}, as a number or as "0x…"`;
  return z.unknown().transform((value, context): bigint => {
    const number = toNumber(value);
    if (number !== undefined && number < 1n << BigInt(bits)) return number;
    return complain(context, value, expected);
  });
}

/** Hex digits of `length` bytes, or of any number of whole bytes; in lower case afterwards. */
export function hexBytes(length?: number) {
  const expected =
    length === undefined
      ? 'Expected "0x" and whole bytes in hex'
      : `Expected "0x" and ${2 * length} hex digits`;
  return z.unknown().transform((value, context): Hex => {
    if (isHex(value) && value.length % 2 === 0) {
      if (length === undefined || value.length === 2 + 2 * length) return lowerCase(value);
    }
    return complain(context, value, expected);
  });
}

/** The number of a storage slot, with or without leading zeros; a word of 32 bytes afterwards. */
export function slotNumber() {
  return quantity(256).transform(toWord);
}

/** An object that may have any keys of a kind; a map afterwards. */
export function mapOf<Key extends string, Value>(
  key: z.ZodType<Key, z.ZodTypeDef, unknown>,
  value: z.ZodType<Value, z.ZodTypeDef, unknown>,
) {
  return z.record(key, value).transform(
    // zod has narrowed each of the keys and values, which its type tells of neither.
    (object) => new Map(Object.entries(object) as [Key, Value][]),
  );
}

function toNumber(value: unknown): bigint | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  }
  return isHex(value) && value.length > 2 ? BigInt(value) : undefined;
}

function isHex(value: unknown): value is Hex {
  return typeof value === "string" && /^0x[0-9a-fA-F]*$/.test(value);
}

function lowerCase(value: Hex): Hex {
  return value.toLowerCase() as Hex; // the prefix is lower case already
}

function complain(context: z.RefinementCtx, value: unknown, expected: string): never {
  const message = value === undefined ? "Missing" : `${expected}; it is ${show(value)}`;
  context.addIssue({ code: z.ZodIssueCode.custom, message });
  return z.NEVER;
}

/** Enough of a value to find it. */
function show(value: unknown): string {
  const text = JSON.stringify(value); // it comes from JSON
  return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}
