import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { blocksIn, parseBlockRange } from "../../src/internal/chain/block-range.ts";

describe("a range of blocks", () => {
  const LATEST = 100n;
  const numbers = (text: string) => blocksIn(parseBlockRange(text), LATEST).map(Number);

  for (const [text, expected] of [
    ["7", [7]],
    ["7..9", [7, 8, 9]],
    ["0..0", [0]],
    ["latest", [100]],
    ["latest-3", [97]],
    ["latest-2..latest", [98, 99, 100]],
    [" 99 .. latest ", [99, 100]],
    // Whether it is there is asked when it is its turn.
    ["100..101", [100, 101]],
  ] as const) {
    it(`is ${text}`, () => {
      assert.deepEqual(numbers(text), expected);
    });
  }

  for (const text of [
    "",
    "..",
    "1..",
    "..1",
    "1..2..3",
    "-1",
    "0x10",
    "latest+1",
    "1.5",
    "9..7",
    "1..2000",
    "latest-101",
  ]) {
    it(`is not "${text}": PE041`, () => {
      assert.throws(() => numbers(text), { code: "PE041" });
    });
  }
});
