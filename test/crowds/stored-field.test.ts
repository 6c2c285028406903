import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { TouchedSlot } from "../../src/internal/crowds/known-call.ts";
import { fieldsHolding, withField } from "../../src/internal/crowds/stored-field.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";

const holding = (value: bigint): TouchedSlot => {
  return { address: `0x${"a1".repeat(20)}`, slot: 5n, value, keys: [] };
};
const fieldsOf = (value: bigint, number: bigint) =>
  fieldsHolding(holding(value), toWord(number)).map(({ byte, bytes }) => [byte, bytes]);

describe("fieldsHolding", () => {
  it("finds a number that is the whole of a slot, or packed in it", () => {
    assert.deepEqual(fieldsOf(7n, 7n), [[0, 32]]);
    assert.deepEqual(fieldsOf((1n << 128n) | (7n << 16n) | 3n, 7n), [[2, 4]]);
    const address = BigInt(`0x${"c3".repeat(20)}`);
    assert.deepEqual(fieldsOf((address << 64n) | 5n, address), [[8, 20]]);
  });

  it("finds none of nothing, and none where other digits stand beside it", () => {
    assert.deepEqual(fieldsOf(0n, 0n), []);
    assert.deepEqual(fieldsOf(0x1_07n, 7n), []);
  });
});

describe("withField", () => {
  const slot = holding((1n << 128n) | (7n << 16n) | 3n);

  it("puts another number there, and leaves what is beside it", () => {
    const field = { byte: 2, bytes: 4 };
    assert.equal(withField(slot.value, field, 0x70001000n), slot.value + (0x70000ff9n << 16n));
    assert.equal(withField(slot.value, { ...field, byte: 0, bytes: 32 }, 9n), 9n);
  });

  it("leaves all as it is if there is no room", () => {
    assert.equal(withField(slot.value, { byte: 2, bytes: 4 }, 1n << 32n), slot.value);
  });
});
