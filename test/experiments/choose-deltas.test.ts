import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { chooseDeltas } from "../../src/internal/experiments/choose-deltas.ts";

describe("chooseDeltas", () => {
  it("goes up and down, by little and by much, as far as both values stay in range", () => {
    for (const bits of [8, 64, 128, 256]) {
      const end = 1n << BigInt(bits);
      for (const value of [0n, 1n, 5n, end / 2n, end - 2n, end - 1n]) {
        for (const own of [1n, -1n, 40n, -40n]) {
          for (const delta of chooseDeltas(value, own, bits)) {
            assert.notEqual(delta, 0n);
            for (const number of [value + delta, value + own + delta]) {
              assert(number >= 0n && number < end, `${value} ${own} ${delta}`);
            }
          }
        }
      }
    }
  });

  it("leaves nothing for a bit that is full", () => {
    assert.deepEqual(chooseDeltas(0n, 255n, 8), []);
    assert.deepEqual(chooseDeltas(255n, -255n, 8), []);
  });

  it("tries what takes a debit down to nothing", () => {
    assert.deepEqual(chooseDeltas(90n, -30n, 8), [1n, 7n, -1n, -45n, -60n, 64n]);
    assert.deepEqual(chooseDeltas(200n, 30n, 8), [1n, 7n, -1n, -100n, -200n]);
  });

  it("tries the lowest byte that changes, once", () => {
    assert.deepEqual(chooseDeltas(0n, 256n, 16, 256n), [1n, 7n, 1n << 14n, 256n]);
    assert.deepEqual(chooseDeltas(0n, 1n, 16, 1n), [1n, 7n, 1n << 14n]);
  });
});
