import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { analyseScenario } from "../../src/internal/analysis/analyse-scenario.ts";
import { priceRemedies } from "../../src/internal/analysis/price-remedies.ts";
import { BLOCK_STM } from "../../src/internal/analysis/profiles/block-stm.ts";
import { KEY_BASED } from "../../src/internal/analysis/profiles/key-based.ts";
import type { FieldUse, ScenarioAnalysis, SlotUseOf } from "../../src/internal/model/analysis.ts";
import type { LocationKey } from "../../src/internal/model/location.ts";
import type { EngineProfile } from "../../src/internal/model/profile.ts";
import type { RemediedGroup, Remedy } from "../../src/internal/model/suggestion.ts";
import {
  address,
  balance,
  bump,
  exact,
  makeExecution,
  slot,
  type Sketch,
} from "./make-execution.ts";

const byLocation = (_scenario: number, location: LocationKey): string => location;
const removed = (group: string): RemediedGroup => ({ groups: [group], remedy: { kind: "remove" } });
const sharded = (group: string, shards: number): RemediedGroup => ({
  groups: [group],
  remedy: { kind: "shard", shards },
});

describe("priceRemedies", () => {
  it("models what is removed, and parts of it by the sender", () => {
    const counter = analyse(
      [0, 1, 2, 3].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) })),
    );
    const price = (one: RemediedGroup) =>
      priceRemedies({ analyses: [counter], groupOf: byLocation }, [one]);
    assert.deepEqual(price(removed(slot(1))), [
      { threads: 8, now: 1, alone: 4, withAbove: 4, next: undefined },
    ]);
    // Users 0 and 2 share a part, and so do 1 and 3.
    assert.deepEqual(price(sharded(slot(1), 2)), [
      { threads: 8, now: 1, alone: 2, withAbove: 2, next: slot(1) },
    ]);
    assert.equal(price(sharded(slot(1), 4))[0]?.alone, 4);
  });

  it("asks no further where only what each gains alone is wanted", () => {
    const both = analyse(
      [0, 1].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1), slot(2)) })),
    );
    const run = { analyses: [both], groupOf: byLocation };
    const remedies = [removed(slot(1)), removed(slot(2))];
    const [first, second] = priceRemedies(run, remedies, "alone");
    assert.deepEqual(first, { threads: 8, now: 1, alone: 1, withAbove: 1, next: undefined });
    assert.equal(second?.withAbove, 1);
    assert.equal(priceRemedies(run, remedies)[1]?.withAbove, 2);
  });

  it("says of a run what it said before, whatever it was asked meanwhile", () => {
    // Each of the scenarios meets at some of the places, with some users.
    const analyses = [1, 2, 3, 5, 6, 7].map((places) =>
      analyse(
        [0, 1, 2, 3].map((user) => ({
          from: address(user % (places + 1)),
          gas: 100 + user,
          ...bump(...[1, 2, 4].filter((one) => (places & one) > 0).map(slot)),
        })),
      ),
    );
    const freshRun = () => ({ analyses, groupOf: byLocation });
    const run = freshRun();
    const remedies = [removed(slot(1)), sharded(slot(2), 2), removed(slot(4)), sharded(slot(2), 4)];
    for (const asked of [remedies, remedies.toReversed(), [sharded(slot(1), 3), ...remedies]]) {
      for (const comparing of ["alone", "listed", "last"] as const) {
        const found = priceRemedies(run, asked, comparing);
        assert.deepEqual(found, priceRemedies(freshRun(), asked, comparing));
        assert(found.some(({ alone, now }) => alone > now));
      }
    }
  });

  it("compares with all the others done", () => {
    const both = analyse(
      [0, 1].map((user) => ({
        from: address(user),
        gas: 100,
        ...bump(slot(1), slot(2), ...(user === 0 ? [slot(3)] : [])),
      })),
    );
    const run = { analyses: [both], groupOf: byLocation };
    const remedies = [1, 2, 3].map((number) => removed(slot(number)));
    const gains = priceRemedies(run, remedies, "last").map(({ now, alone }) => [now, alone]);
    // Nobody meets at the third one.
    assert.deepEqual(gains, [
      [1, 2],
      [1, 2],
      [1, 1],
    ]);
  });

  it("has who sums the parts wait for all of them", () => {
    const users = [0, 1, 2].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) }));
    const reader = { from: address(3), gas: 100, reads: [exact(slot(1))] };
    const read = analyse([...users, reader]);
    const price = (remedy: Remedy) =>
      priceRemedies({ analyses: [read], groupOf: byLocation }, [{ groups: [slot(1)], remedy }])[0]
        ?.alone;
    assert.equal(price({ kind: "shard", shards: 16 }), 4);
    assert.equal(price({ kind: "shard", shards: 16, isSummed: true }), 2);
    assert.equal(price({ kind: "remove" }), 4);
  });

  it("has who raises what is dealt out meet all, and those who draw their part only", () => {
    const change = (user: number, from: bigint, to: bigint): Sketch => ({
      from: address(user),
      gas: 100,
      reads: [exact(slot(1), from)],
      writes: [{ location: slot(1), kind: "set", value: to }],
    });
    const over = (sketches: readonly Sketch[], remedy: Remedy) =>
      priceRemedies({ analyses: [analyse(sketches)], groupOf: byLocation }, [
        { groups: [slot(1)], remedy },
      ])[0]?.alone;
    const plain: Remedy = { kind: "shard", shards: 4 };
    const dealt: Remedy = { ...plain, isDealtOut: true };
    const draws = [0, 1, 2, 3].map((user) => change(user, 9n, 8n));
    assert.deepEqual([over(draws, plain), over(draws, dealt)], [4, 4]);
    const first = [change(0, 0n, 9n), ...[1, 2, 3].map((user) => change(user, 9n, 8n))];
    assert.deepEqual([over(first, plain), over(first, dealt)], [4, 2]);
    // Whoever takes out of all parts meets those who put something in, and those who take as well.
    const gathered: Remedy = { ...plain, isGathered: true };
    const puts = [0, 1, 2].map((user) => change(user, 8n, 9n));
    assert.deepEqual([over(puts, plain), over(puts, gathered)], [3, 3]);
    const taken = [...puts, change(3, 9n, 8n)];
    assert.deepEqual([over(taken, plain), over(taken, gathered)], [4, 2]);
    assert.deepEqual(over(draws, gathered), 1);
    const between = [change(0, 9n, 8n), change(1, 8n, 9n), change(2, 9n, 8n), change(3, 8n, 7n)];
    assert.deepEqual([over(between, plain), over(between, dealt)], [4, 1.33]);
  });

  it("deals the parts out by who calls the code, which may be one contract for all", () => {
    const come = (caller: (user: number) => number) =>
      analyse(
        [0, 1, 2, 3].map((user) => ({
          from: address(user),
          gas: 100,
          caller: address(caller(user)),
          ...bump(slot(1)),
        })),
      );
    const price = (analysis: ScenarioAnalysis) =>
      priceRemedies({ analyses: [analysis], groupOf: byLocation }, [sharded(slot(1), 16)])[0]
        ?.alone;
    assert.equal(price(come((user) => user)), 4);
    assert.equal(price(come(() => 100)), 1);
    assert.equal(price(come((user) => (user < 2 ? 100 : user))), 2);
  });

  it("names what is met next, and what is won with all before", () => {
    const both = analyse(
      [0, 1, 2, 3].map((user) => ({
        from: address(user),
        gas: 100,
        ...bump(slot(1), slot(2)),
      })),
    );
    assert.deepEqual(
      priceRemedies({ analyses: [both], groupOf: byLocation }, [
        removed(slot(1)),
        removed(slot(2)),
      ]),
      [
        { threads: 8, now: 1, alone: 1, withAbove: 1, next: slot(2) },
        { threads: 8, now: 1, alone: 1, withAbove: 4, next: undefined },
      ],
    );
  });

  it("looks at the scenarios in which the group conflicts only", () => {
    const hot = analyse(
      [0, 1].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) })),
    );
    const other = analyse(
      [0, 1].map((user) => ({ from: address(user), gas: 900, ...bump(slot(2)) })),
    );
    const [gain] = priceRemedies({ analyses: [other, hot], groupOf: byLocation }, [
      removed(slot(1)),
    ]);
    assert.deepEqual([gain?.now, gain?.alone, gain?.next], [1, 2, undefined]);
  });

  it("looks at the scenarios in question only, where there are some", () => {
    const users = (number: number) =>
      analyse(
        Array.from({ length: number }, (_, user) => ({
          from: address(user),
          gas: 100,
          ...bump(slot(1)),
        })),
      );
    const run = { analyses: [users(2), users(4), users(8)], groupOf: byLocation };
    const over = (...scenarios: number[]) =>
      priceRemedies(run, [{ ...removed(slot(1)), scenarios: new Set(scenarios) }], "alone")[0]
        ?.alone;
    assert.deepEqual([over(0), over(1), over(2), over(0, 1)], [2, 4, 8, 3]);
    assert.equal(priceRemedies(run, [removed(slot(1))], "alone")[0]?.alone, 4.67);
  });

  it("keeps the order of each sender", () => {
    const counter = analyse(
      [0, 0, 1].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) })),
    );
    assert.equal(
      priceRemedies({ analyses: [counter], groupOf: byLocation }, [removed(slot(1))])[0]?.alone,
      1.5,
    );
  });

  describe("of fields that share a slot", () => {
    /** Users 0 and 2 count in `likes`, 1 and 3 in `dislikes`, both of which count already. */
    const votes = analyse(
      [0, 1, 2, 3].map((user) => ({ from: address(user), gas: 100_000, ...bump(slot(1)) })),
    );
    const countIn = (field: string): FieldUse[] =>
      ["likes", "dislikes"].map((path) => ({
        path,
        isTouched: path === field,
        before: 5n,
        after: path === field ? 6n : 5n,
      }));
    const usesOf: SlotUseOf = (_, transaction) =>
      countIn(transaction % 2 === 0 ? "likes" : "dislikes");
    const price = (remedy: Remedy, uses = usesOf, analysis = votes) =>
      priceRemedies({ analyses: [analysis], groupOf: byLocation, usesOf: uses }, [
        { groups: [slot(1)], remedy },
      ])[0]?.alone;

    it("lets the others stay when one of them is split or goes", () => {
      assert.equal(price({ kind: "shard", shards: 16 }), 4);
      assert.equal(price({ kind: "shard", shards: 16, fields: ["likes"] }), 2);
      assert.equal(price({ kind: "remove", fields: ["dislikes"] }), 2);
      assert.equal(price({ kind: "remove", fields: ["likes", "dislikes"] }), 4);
      assert.equal(price({ kind: "remove", fields: ["other"] }), 1);
    });

    it("has all that use a field of a slot of its own meet there", () => {
      assert.equal(price({ kind: "separate", slots: [["likes"], ["dislikes"]] }), 2);
      assert.equal(price({ kind: "separate", slots: [["likes", "dislikes"]] }), 1);
    });

    it("promises nothing where it is not known who uses what", () => {
      for (const uses of [() => undefined, () => []]) {
        assert.equal(price({ kind: "separate", slots: [["likes"], ["dislikes"]] }, uses), 1);
        assert.equal(price({ kind: "shard", shards: 16, fields: ["likes"] }, uses), 1);
        assert.equal(price({ kind: "remove" }, uses), 4);
      }
    });

    it("has one slot more be paid for", () => {
      // The first one sets a price beside a switch that is on; in a slot of its own it begins at zero.
      const sale = analyse(
        [0, 1].map((user) => ({
          from: address(user),
          gas: 50_000,
          ...(user === 0 ? bump(slot(1)) : { reads: [exact(slot(1))] }),
        })),
      );
      const open = (isTouched: boolean) => ({ path: "open", isTouched, before: 1n, after: 1n });
      const uses: SlotUseOf = (_, transaction) =>
        transaction === 0
          ? [{ path: "price", isTouched: true, before: 0n, after: 7n }, open(false)]
          : [{ path: "price", isTouched: false, before: 7n, after: 7n }, open(true)];
      // 17,100 of 117,100 gas more, all of it on the longer one.
      const alone = price({ kind: "separate", slots: [["price"], ["open"]] }, uses, sale);
      assert.equal(alone, 1.75);
    });
  });

  it("has ETH that stays meet where credits do not commute", () => {
    const shares = [0, 1, 2, 3].map((user) => ({
      from: address(user),
      gas: 100,
      ...bump(balance(0xaa), balance(0xbb)),
    }));
    const held: RemediedGroup[] = [
      { groups: [balance(0xaa), balance(0xbb)], remedy: { kind: "hold" } },
    ];
    const alone = (profile: EngineProfile) => {
      const analyses = [analyseScenario(makeExecution(shares), profile)];
      return priceRemedies({ analyses, groupOf: byLocation }, held)[0]?.alone;
    };
    assert.equal(alone(BLOCK_STM), 4);
    assert.equal(alone(KEY_BASED), 1);
  });

  it("looks at what calls the functions in question only, where others share the place", () => {
    const users = (gas: number) => [0, 1].map((user) => ({ from: address(user), gas }));
    const analyses = [100, 900].map((gas) =>
      analyse(
        users(gas).map((user) => ({
          ...user,
          ...bump(slot(1), ...(gas === 900 ? [slot(2)] : [])),
        })),
      ),
    );
    const calls = (scenario: number, functions: readonly string[]) =>
      functions.includes(["A.pay", "B.pay"][scenario] ?? "");
    const alone = (...functions: string[]) =>
      priceRemedies({ analyses, groupOf: byLocation, calls }, [
        { groups: [slot(1)], remedy: { kind: "remove" }, functions },
      ])[0]?.alone;
    assert.equal(alone("A.pay"), 2);
    assert.equal(alone("B.pay"), 1);
  });
});

function analyse(sketches: readonly Sketch[]): ScenarioAnalysis {
  return analyseScenario(makeExecution(sketches));
}
