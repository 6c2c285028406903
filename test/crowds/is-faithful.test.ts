import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { deviation, functionDeviation } from "../../src/internal/crowds/is-faithful.ts";
import type { AccessSite, Frame } from "../../src/internal/model/access-set.ts";
import { storageKey } from "../../src/internal/model/location.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
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

  describe("where slots are empty for one of them", () => {
    type Site = readonly [
      location: string,
      before: bigint,
      after: bigint,
      pc?: number,
      kind?: "read",
    ];
    const withSites = (gasUsed: bigint, sites: readonly Site[]): TransactionResult => {
      const result = original(gasUsed);
      return {
        ...result,
        attribution: {
          ...result.attribution,
          sites: sites.map(
            ([slot, before, after, pc = 7, kind = "write" as const], i): AccessSite => ({
              location: storageKey(BOB, toWord(BigInt(slot))),
              kind,
              frame: 0,
              pc: pc + i,
              before,
              after,
            }),
          ),
        },
      };
    };
    const isOne = (
      [gas, sites]: readonly [bigint, readonly Site[]],
      [otherGas, others]: readonly [bigint, readonly Site[]],
    ) => deviation(withSites(gas, sites), clone(withSites(otherGas, others))) === undefined;
    const changed: readonly Site[] = [["1", 5n, 6n]];
    const filled: readonly Site[] = [["2", 0n, 1n]];

    it("lets it fill them, or not, in the place of others", () => {
      assert(isOne([33_312n, changed], [50_412n, filled]));
      assert(isOne([50_412n, filled], [33_312n, changed]));
      const two: readonly Site[] = [...filled, ["3", 0n, 9n]];
      assert(isOne([40_000n, [...changed, ["4", 1n, 2n]]], [74_200n, two]));
      assert(isOne([40_000n, [...changed, ["4", 1n, 2n]]], [75_600n, two])); // 3 % more
      assert(!isOne([40_000n, [...changed, ["4", 1n, 2n]]], [57_100n, two])); // that is one
    });

    it("wants no more than what that costs", () => {
      assert(!isOne([33_312n, changed], [52_300n, filled]));
      assert(!isOne([33_312n, changed], [48_000n, filled]));
      assert(!isOne([33_312n, changed], [50_412n, changed]));
    });

    it("wants the same course, and another slot", () => {
      assert(!isOne([33_312n, changed], [50_412n, [["2", 0n, 1n, 8]]]));
      assert(!isOne([33_312n, changed], [50_412n, [...filled, ["3", 4n, 4n, 7, "read"]]]));
      assert(!isOne([33_312n, changed], [50_412n, [["2", 0n, 0n, 7, "read"]]]));
      assert(!isOne([33_312n, changed], [50_412n, [["1", 0n, 1n]]]));
    });

    it("counts a slot once", () => {
      const twice: readonly Site[] = [
        ["1", 5n, 0n],
        ["1", 0n, 6n],
      ];
      const fresh: readonly Site[] = [
        ["2", 0n, 3n],
        ["2", 0n, 6n],
      ];
      assert(isOne([33_312n, twice], [50_412n, fresh]));
      assert(!isOne([33_312n, twice], [67_512n, fresh]));
    });
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
