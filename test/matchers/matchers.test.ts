/** The matchers of chai and the plain functions, each of them both ways, with what they say. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import * as chai from "chai";

import {
  assertConflictFree,
  assertConflictOn,
  assertNoConflictOn,
  assertNotConflictFree,
  assertNotOrderIndependent,
  assertNotReachSpeedup,
  assertOrderIndependent,
  assertReachSpeedup,
} from "../../src/assert.ts";
import type {} from "../../src/chai.ts";
import { supportChai } from "../../src/internal/matchers/support-chai.ts";
import type { ParallelRun } from "../../src/internal/model/parallel-run.ts";
import { makeConflict, makeFreeRun, makeOrder, makeRun } from "./make-run.ts";

chai.use(supportChai);
const { expect } = chai;

type Assertion = (run: ParallelRun) => unknown;

interface Matcher {
  readonly plain: Assertion;
  readonly chai: Assertion;
}

/** Both forms hold, or both say the same. */
function says({ plain, chai: matcher }: Matcher, run: ParallelRun): string | undefined {
  const messages = [plain, matcher].map((assertion) => {
    try {
      assertion(run);
      return undefined;
    } catch (error) {
      assert(error instanceof Error);
      assert.equal(error.name, "AssertionError");
      return error.message;
    }
  });
  assert.equal(messages[0], messages[1]);
  return messages[0];
}

const AT_TAKINGS = "  Shop.takings: 3 pairs, such as Shop.tip (0) and Shop.tip (1)";

describe("conflictFree", () => {
  const free: Matcher = {
    plain: assertConflictFree,
    chai: (run) => expect(run).to.be.conflictFree,
  };
  const notFree: Matcher = {
    plain: assertNotConflictFree,
    chai: (run) => expect(run).not.to.be.conflictFree,
  };

  it("holds where no two of different senders meet", () => {
    assert.equal(says(free, makeFreeRun()), undefined);
    const ofOneSender = [makeConflict(0, 1, { class: "sender", contract: null, path: null })];
    assert.equal(says(free, makeRun({ conflicts: ofOneSender })), undefined);
    // However many pairs there are of one sender.
    assert.equal(says(free, makeRun({ ...makeFreeRun(), conflictsOmitted: 2_720 })), undefined);
    assert.equal(
      says(notFree, makeFreeRun()),
      "expected 3 transactions to conflict, but no two of them meet",
    );
  });

  it("says the user's own words first", () => {
    assert.throws(() => expect(makeRun(), "in the sale").to.be.conflictFree, {
      message: /^in the sale: expected 3 transactions to be free of conflicts/,
    });
  });

  it("says where they meet", () => {
    assert.equal(says(notFree, makeRun()), undefined);
    assert.equal(
      says(free, makeRun()),
      `expected 3 transactions to be free of conflicts, but they meet at:\n${AT_TAKINGS}`,
    );
    const many = Array.from({ length: 7 }, (_, i) => makeConflict(0, 1, { path: `v${i}` }));
    const message = says(free, makeRun({ conflicts: many, conflictsOmitted: 5, hotspots: [] }));
    assert.match(message ?? "", /Shop\.v0: 1 pair, Shop\.tip \(0\) and Shop\.tip \(1\)\n/);
    assert.match(message ?? "", /and 2 other places\n {2}Only the first 7 pairs are listed\.$/);
  });
});

describe("conflictOn", () => {
  const on = (contract: string, path?: string): Matcher => ({
    plain: (run) => {
      assertConflictOn(run, contract, path);
    },
    chai: (run) => expect(run).to.conflictOn(contract, path),
  });
  const notOn = (contract: string, path?: string): Matcher => ({
    plain: (run) => {
      assertNoConflictOn(run, contract, path);
    },
    chai: (run) => expect(run).not.to.conflictOn(contract, path),
  });

  it("takes either name of a contract, a path, a variable, or a field of a slot", () => {
    const run = makeRun({
      conflicts: [makeConflict(0, 1, { path: "pools[arg:pid].reward, pools[arg:pid].time" })],
    });
    for (const path of [
      undefined,
      "pools",
      "pools[arg:pid].time",
      "pools[arg:pid].reward, pools[arg:pid].time",
    ]) {
      assert.equal(says(on("Shop", path), run), undefined);
      assert.equal(says(on("contracts/Shop.sol:Shop", path), run), undefined);
    }
    assert.equal(says(notOn("Shop", "pool"), run), undefined);
    assert.equal(says(notOn("Shop", "pools[arg:id].time"), run), undefined);
  });

  it("says where they meet instead", () => {
    assert.equal(
      says(on("Shop", "left"), makeRun()),
      `expected 3 transactions to conflict on Shop.left, but they meet at:\n${AT_TAKINGS}`,
    );
    assert.equal(
      says(on("Shop"), makeFreeRun()),
      "expected 3 transactions to conflict on Shop, but no two of them meet anywhere",
    );
    assert.equal(
      says(notOn("Shop", "takings"), makeRun()),
      `expected 3 transactions not to conflict on Shop.takings, but they do:\n${AT_TAKINGS}`,
    );
  });

  it("takes the name of the contract in front of the path, as reports write it", () => {
    assert.equal(says(on("Shop", "Shop.takings"), makeRun()), undefined);
  });

  it("does not take a variable that the contract has not, either way", () => {
    for (const path of ["takngs", "", "takings2[msg.sender]"]) {
      for (const matcher of [on("Shop", path), notOn("Shop", path)]) {
        assert.equal(
          says(matcher, makeRun()),
          `Shop has no variable "${path}"; those that it has: takings, left, pools, pool`,
        );
      }
    }
    for (const path of ["balance", "recipient.balance", "slot 0x5", "GUARD_STORAGE"]) {
      assert.equal(says(notOn("Shop", path), makeRun()), undefined);
    }
    const unknown = makeRun({ variablesOf: () => [] });
    assert.equal(says(notOn("Shop", "anything"), unknown), undefined);
  });

  it("knows of pairs that are beyond the list", () => {
    const run = makeRun({ conflicts: [], conflictsOmitted: 2_721 });
    assert.equal(says(on("Shop", "takings"), run), undefined);
    assert.equal(
      says(notOn("Shop"), run),
      "expected 3 transactions not to conflict on Shop, but they do:\n  Shop.takings: 45 pairs",
    );
    assert.equal(
      says(on("Shop", "left"), run),
      "expected 3 transactions to conflict on Shop.left, but they meet at:\n" +
        "  Shop.takings: 45 pairs\n  Only the first 0 pairs are listed.",
    );
  });

  it("does not take a contract that did not run, either way", () => {
    for (const matcher of [on("Shp"), notOn("Shp")]) {
      assert.equal(
        says(matcher, makeRun()),
        'no contract "Shp" of the project ran; those that did: Shop',
      );
    }
  });
});

describe("reachSpeedup", () => {
  const reach = (atLeast: number, threads?: number): Matcher => ({
    plain: (run) => {
      assertReachSpeedup(run, atLeast, threads === undefined ? undefined : { threads });
    },
    chai: (run) =>
      expect(run).to.reachSpeedup(atLeast, threads === undefined ? undefined : { threads }),
  });
  const notReach = (atLeast: number): Matcher => ({
    plain: (run) => {
      assertNotReachSpeedup(run, atLeast);
    },
    chai: (run) => expect(run).not.to.reachSpeedup(atLeast),
  });

  it("is of 8 threads if nothing else is said", () => {
    assert.equal(says(reach(1.5), makeRun()), undefined);
    assert.equal(says(reach(4, 4), makeFreeRun()), undefined);
    assert.equal(says(notReach(1.51), makeRun()), undefined);
  });

  it("takes no speed-up that there cannot be, either way", () => {
    for (const atLeast of [NaN, -1, 0, "3" as unknown as number, undefined as unknown as number]) {
      for (const matcher of [reach(atLeast), notReach(atLeast)]) {
        assert.match(says(matcher, makeRun()) ?? "", /^a speed-up is a number above 0, not /);
      }
    }
  });

  it("says what it is, and why", () => {
    assert.equal(
      says(reach(2), makeRun()),
      "expected a speed-up of 2x on 8 threads, but it is 1.5x; what delays them most is Shop.takings",
    );
    assert.equal(
      says(reach(2, 1), makeFreeRun()),
      "expected a speed-up of 2x on 1 thread, but it is 1x",
    );
    assert.equal(
      says(notReach(1.5), makeRun()),
      "expected a speed-up below 1.5x on 8 threads, but it is 1.5x",
    );
  });
});

describe("orderIndependent", () => {
  const independent: Matcher = {
    plain: assertOrderIndependent,
    chai: (run) => expect(run).to.be.orderIndependent,
  };
  const dependent: Matcher = {
    plain: assertNotOrderIndependent,
    chai: (run) => expect(run).not.to.be.orderIndependent,
  };
  const fails = makeOrder({
    verdict: "different success",
    details: ["Shop.buy fails after Shop.buy"],
  });

  it("holds where every order comes to the same", () => {
    assert.equal(says(independent, makeFreeRun()), undefined);
    assert.equal(
      says(independent, makeRun({ orders: [makeOrder({ verdict: "commutes" })] })),
      undefined,
    );
    assert.equal(says(dependent, makeRun({ orders: [fails] })), undefined);
  });

  it("says what depends on it", () => {
    assert.equal(
      says(independent, makeRun({ orders: [makeOrder({ verdict: "commutes" }), fails] })),
      "expected the order of 3 transactions not to matter, but it does:\n" +
        "  Shop.buy and Shop.buy at Shop.left: different success (Shop.buy fails after Shop.buy)",
    );
    assert.match(
      says(dependent, makeFreeRun()) ?? "",
      /^expected the order of 3 transactions to matter, but every order/,
    );
  });

  it("holds neither way where an order could not be tried", () => {
    const orders = [makeOrder({ verdict: "unknown", details: ["it failed"] })];
    for (const matcher of [independent, dependent]) {
      assert.equal(
        says(matcher, makeRun({ orders })),
        "whether the order of 3 transactions matters is not known:\n" +
          "  Shop.buy and Shop.buy at Shop.left: unknown (it failed)",
      );
    }
  });
});

describe("all of them", () => {
  it("want a run", () => {
    for (const value of [undefined, {}, 5, []]) {
      assert.throws(() => expect(value).to.be.conflictFree, /expected what parallelEvm\.run/);
      assert.throws(() => expect(value).not.to.be.conflictFree, /expected what parallelEvm\.run/);
    }
  });

  it("wait for a run that is on its way, with what is chained to them", async () => {
    const later = (run: ParallelRun) => Promise.resolve(run);
    await expect(later(makeFreeRun())).to.be.conflictFree;
    await expect(later(makeRun())).to.conflictOn("Shop").and.not.to.be.conflictFree;
    await assert.rejects(async () => {
      await expect(later(makeRun())).to.be.conflictFree;
    }, /but they meet at/);
    await assert.rejects(async () => {
      await expect(later(makeRun())).to.conflictOn("Shop").and.not.to.conflictOn("Shop");
    }, /not to conflict on Shop/);
    await assert.rejects(async () => {
      await expect(Promise.reject(new Error("of the run"))).to.be.conflictFree;
    }, /of the run/);
  });
});
