import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharingMost } from "../../src/internal/report/sharing-most.ts";

describe("sharingMost", () => {
  it("finds the other set with most in common, the first of equals, null for none", () => {
    const sets = ["ab", "bcde", "cdef", "de", "x"].map((items) => new Set(items));
    assert.deepEqual(sharingMost(sets), [1, 2, 1, 1, null]);
    assert.deepEqual(sharingMost([]), []);
  });
});
