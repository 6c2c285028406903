import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { reasonOf } from "../../src/internal/primitives/reason-of.ts";

describe("reasonOf", () => {
  for (const [error, reason] of [
    [new Error("the disk is full"), "the disk is full"],
    ["the disk is full", "the disk is full"],
    [new TypeError(""), "TypeError without a message"],
    ["", "no error was thrown, but an empty text"],
    [undefined, "no error was thrown, but undefined"],
    [null, "no error was thrown, but null"],
    [Object.create(null), "no error was thrown, but an object"],
    [Symbol("x"), "no error was thrown, but Symbol(x)"],
  ] as const) {
    it(`says: ${reason}`, () => {
      assert.equal(reasonOf(error), reason);
    });
  }
});
