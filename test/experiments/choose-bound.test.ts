import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { chooseBound } from "../../src/internal/experiments/choose-bound.ts";

const WORD = { offset: 0, size: 32, inferred: true };
const known = (size: number) => ({ offset: 0, size, inferred: false });

describe("chooseBound", () => {
  it("leaves one too little for what is taken away, or one unit", () => {
    assert.deepEqual(chooseBound(90n, -30n, WORD, 1n), {
      kind: "enough must be there",
      delta: -61n,
    });
    // 0x200 is taken from 0x500: 0x100 is too little by its lowest byte that changes.
    assert.deepEqual(chooseBound(0x500n, -0x200n, WORD, 0x100n), {
      kind: "enough must be there",
      delta: -0x400n,
    });
  });

  it("has none where there is just one too little already, as of a signed number", () => {
    assert.equal(chooseBound(4n, -5n, WORD, 1n), undefined);
  });

  it("fills what few calls fill, and neither a word nor what is only inferred", () => {
    assert.deepEqual(chooseBound(3n, 1n, known(1), 1n), { kind: "room must be left", delta: 252n });
    assert.deepEqual(chooseBound(0n, 1n, known(2), 1n), {
      kind: "room must be left",
      delta: 65_535n,
    });
    assert.equal(chooseBound(0n, 1n, known(4), 1n), undefined);
    assert.deepEqual(chooseBound(0n, 1_000_000n, known(4), 1n), {
      kind: "room must be left",
      delta: (1n << 32n) - 1_000_000n,
    });
    assert.equal(chooseBound(0n, 10n ** 18n, known(16), 1n), undefined);
    assert.equal(chooseBound(0n, 1n << 255n, known(32), 1n), undefined);
    assert.equal(chooseBound(3n, 1n, { ...known(1), inferred: true }, 1n), undefined);
  });
});
