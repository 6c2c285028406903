import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { deviation, functionDeviation } from "../../src/internal/crowds/is-faithful.ts";
import type { Frame } from "../../src/internal/model/access-set.ts";
import type { ExecutedTransaction, TransactionResult } from "../../src/internal/model/execution.ts";
import { BOB, inputOf, resultOf } from "./support/known.ts";

const FRAMES: readonly Partial<Frame>[] = [
  { depth: 0, input: inputOf("aabbccdd", 1) },
  { depth: 1, input: inputOf("11223344", 1) },
  { depth: 1, isCreate: true, input: "0x" },
];

function original(gasUsed = 50_000n, frames = FRAMES): TransactionResult {
  const result = resultOf({ frames });
  return { ...result, outcome: { ...result.outcome, gasUsed } };
}

function clone(result: TransactionResult): ExecutedTransaction {
  return { verification: { kind: "matched" }, result };
}

describe("deviation", () => {
  it("is none of a clone that does the same with other words, in another's name", () => {
    const frames = FRAMES.map((frame) => ({ ...frame, caller: BOB }));
    assert.equal(deviation(original(), clone(original(50_000n, frames))), undefined);
    const otherWords = FRAMES.map((frame, i) =>
      i === 0 ? { ...frame, input: inputOf("aabbccdd", BOB) } : frame,
    );
    assert.equal(deviation(original(), clone(original(50_000n, otherWords))), undefined);
  });

  it("lets gas differ by 700 and three per cent", () => {
    for (const gas of [47_800n, 50_000n, 52_200n]) {
      assert.equal(deviation(original(), clone(original(gas))), undefined);
    }
    for (const gas of [47_799n, 52_201n]) {
      assert.equal(
        deviation(original(), clone(original(gas))),
        `it uses ${gas} gas instead of 50000 for another sender`,
      );
      assert.equal(functionDeviation(original(), clone(original(gas))), undefined);
    }
  });

  it("is another status", () => {
    const failed = original();
    const result = { ...failed, outcome: { ...failed.outcome, status: 0 as const } };
    assert.equal(deviation(original(), clone(result)), "it fails for another sender");
    assert.equal(deviation(result, clone(original())), "it succeeds for another sender");
  });

  it("is another function, depth, order or kind of frame, or one more", () => {
    const [top, call, create] = FRAMES;
    assert(top !== undefined && call !== undefined && create !== undefined);
    for (const frames of [
      [top, { ...call, input: inputOf("11223345", 1) }, create],
      [top, { ...call, depth: 2 }, create],
      [top, create, call],
      [top, call, { ...create, isCreate: false }],
      [top, call],
      [top, call, create, create],
    ]) {
      assert.equal(
        deviation(original(), clone(original(50_000n, frames))),
        "it calls other functions for another sender",
      );
    }
  });

  it("is that it was not run, with the reason if there is one", () => {
    const verification = { kind: "skipped", cause: "rejected", reason: "no balance" } as const;
    assert.equal(deviation(original(), { verification }), "no balance");
    assert.equal(deviation(original(), undefined), "it could not be run");
    assert.equal(
      deviation(original(), { verification: { kind: "matched" } }),
      "it could not be run",
    );
  });
});
