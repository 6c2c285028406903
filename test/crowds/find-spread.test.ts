import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Disguise } from "../../src/internal/crowds/clone-call.ts";
import type { Identity } from "../../src/internal/crowds/find-identities.ts";
import { findSpread, type FirstThatRuns } from "../../src/internal/crowds/find-spread.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { identity, knownCall, offsetOf, STRONGEST, word } from "./support/known.ts";

const known = knownCall();

/** Identities 100, 101, …, each an argument. */
function argumentsOf(count: number): Identity[] {
  return Array.from({ length: count }, (_, i) => identity(100 + i, [i]));
}

/** Runs what satisfies the rule; `tried`: how many disguises were. */
function runner(runs: (disguise: Disguise) => boolean) {
  const counted = { tried: 0 };
  const firstThatRuns: FirstThatRuns = (disguises) => {
    for (const disguise of disguises) {
      counted.tried++;
      if (runs(disguise)) return Promise.resolve(disguise);
    }
    return Promise.resolve(undefined);
  };
  return { counted, firstThatRuns };
}

/** A call that fails if one of these varies. */
function unless(...fixed: readonly number[]) {
  return runner(({ varied }) => varied.every(({ word }) => !fixed.includes(Number(BigInt(word)))));
}

function numbersOf(disguise: Disguise | undefined): number[] | undefined {
  return disguise?.varied.map(({ word }) => Number(BigInt(word)));
}

describe("findSpread", () => {
  it("varies all at once, however many there are", async () => {
    const { counted, firstThatRuns } = unless();
    const spread = await findSpread(known, STRONGEST, argumentsOf(500), firstThatRuns);
    assert.equal(numbersOf(spread)?.length, 500);
    assert.equal(counted.tried, 1);
  });

  it("varies all but what cannot, in their order", async () => {
    const { firstThatRuns } = unless(101, 106);
    const spread = await findSpread(known, STRONGEST, argumentsOf(8), firstThatRuns);
    assert.deepEqual(numbersOf(spread), [100, 102, 103, 104, 105, 107]);
  });

  it("keeps the first of two that do not vary together", async () => {
    const { firstThatRuns } = runner(({ varied }) => varied.length < 2);
    const spread = await findSpread(known, STRONGEST, argumentsOf(2), firstThatRuns);
    assert.deepEqual(numbersOf(spread), [100]);
  });

  it("finds nothing where nothing varies, or nothing is named", async () => {
    const { counted, firstThatRuns } = unless(100, 101);
    assert.equal(await findSpread(known, STRONGEST, argumentsOf(2), firstThatRuns), undefined);
    counted.tried = 0;
    assert.equal(await findSpread(known, STRONGEST, [], firstThatRuns), undefined);
    assert.equal(counted.tried, 0);
  });

  it("adds to what varies anyway", async () => {
    const [own, other] = argumentsOf(2);
    assert(own !== undefined && other !== undefined);
    const same: Disguise = { ...STRONGEST, varied: [own] };
    const spread = await findSpread(known, same, [own, other], unless().firstThatRuns);
    assert.deepEqual(numbersOf(spread), [100, 101]);
    assert.equal(await findSpread(known, same, [own], unless().firstThatRuns), undefined);
  });

  it("stops when it has tried enough", async () => {
    const { counted, firstThatRuns } = runner(() => false);
    const many = argumentsOf(1_000);
    assert.equal(await findSpread(known, STRONGEST, many, firstThatRuns), undefined);
    assert.equal(counted.tried, 64);
  });

  it("allows smaller ids only in place of one that does not vary with others, and in all its places first", async () => {
    const asked: (readonly [numbers: number[] | undefined, narrowable: readonly Hex[]])[] = [];
    const firstThatRuns: FirstThatRuns = (disguises, narrowable = []) => {
      asked.push([numbersOf(disguises[0]), narrowable]);
      const narrow = disguises.map((disguise) => ({
        ...disguise,
        varied: disguise.varied.map((one) => {
          return narrowable.includes(one.word) ? { ...one, room: 8 as const } : one;
        }),
      }));
      const runs = ({ varied }: Disguise) =>
        varied.every(({ word: one, room }) => one === word(100) || room === 8);
      return Promise.resolve([...disguises, ...narrow].find(runs));
    };
    const twice = identity(101, [1, 2]);
    const identities = [identity(100, [0]), twice, identity(102, [3])];
    const spread = await findSpread(known, STRONGEST, identities, firstThatRuns);
    assert.deepEqual(asked, [
      [[100, 101, 102], []],
      [[100, 101], []],
      [[100], [word(100)]],
      [[100, 101], [word(101)]],
      [[100, 101, 102], [word(102)]],
    ]);
    assert.deepEqual(
      spread?.varied.map(({ offsets, room }) => [offsets, room]),
      [
        [[offsetOf(0)], undefined],
        [twice.offsets, 8],
        [[offsetOf(3)], 8],
      ],
    );
  });

  it("varies a word at as many of its places as it can", async () => {
    const fixed = offsetOf(1);
    const { firstThatRuns } = runner(({ varied }) =>
      varied.every(({ offsets }) => !offsets.includes(fixed)),
    );
    const spread = await findSpread(known, STRONGEST, [identity(7, [0, 1, 2])], firstThatRuns);
    assert.deepEqual(
      spread?.varied.map(({ offsets }) => offsets),
      [[offsetOf(0), offsetOf(2)]],
    );
  });
});
