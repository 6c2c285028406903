import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { checkBudgets } from "../../src/internal/budgets/check-budgets.ts";
import { factsOf } from "../../src/internal/budgets/facts-of.ts";
import { parseSnapshot, renderSnapshot } from "../../src/internal/budgets/snapshot-text.ts";
import type { Budget, ReportChange } from "../../src/internal/model/budget.ts";
import { makePageData } from "../report/make-page-report.ts";
import { makeOrders } from "../report/make-report.ts";

/** 4.00x on 8 threads; of four transactions three conflict. */
const { report } = makePageData();
const [call] = report.crowds?.calls ?? [];
assert(call !== undefined);
const NAME = call.function;
const CONTRACT = NAME.slice(0, NAME.indexOf("."));
const SLOWEST = Math.min(
  ...(report.crowds?.calls ?? [])
    .filter((one) => one.function === NAME)
    .map(({ same, spread }) => (spread ?? same).speedup.threads["8"]),
);

const CHANGE = { before: null, after: null, reason: null } as const;

const check = (budget: Budget, changes: readonly ReportChange[] | string = []) =>
  checkBudgets([budget], { ...report, orders: makeOrders() }, changes)[0];

describe("checkBudgets", () => {
  it("holds the suite to a speed-up, and says by how much it is missed", () => {
    assert.deepEqual(check({ minSpeedup: 4 }), {
      of: "the suite",
      wanted: "a speed-up of 4.00x on 8 threads",
      found: "4.00x",
      holds: true,
      isKnown: true,
    });
    const missed = check({ minSpeedup: 2, threads: 2 });
    assert.equal(missed?.found, "1.98x, 0.02x too little");
    assert.equal(missed.holds, false);
  });

  it("holds functions and contracts to that of their slowest crowd", () => {
    assert.equal(check({ function: NAME, minSpeedup: SLOWEST })?.holds, true);
    assert.equal(check({ function: NAME, minSpeedup: SLOWEST + 0.01 })?.holds, false);
    const ofContract = check({ contract: CONTRACT, minSpeedup: 64 });
    assert.equal(ofContract?.of, CONTRACT);
    assert.match(ofContract.found, /x, .* too little/);
    const qualified = check({ contract: call.contract ?? "", minSpeedup: 64 });
    assert.deepEqual(qualified?.found, ofContract.found);
  });

  it("lets no name of nothing pass", () => {
    for (const budget of [{ function: "Token.nothing" }, { contract: "Nothing" }]) {
      const found = check({ ...budget, minSpeedup: 1 });
      assert.equal(found?.holds, false);
      assert.match(found.found, /no crowd of it/);
      assert.equal(check({ ...budget, maxConflicting: 1 })?.holds, false);
      for (const demand of [{ newHotspots: false }, { orderDependent: false }] as const) {
        const unknown = check({ ...budget, ...demand });
        assert.equal(unknown?.holds, false);
        assert.match(unknown.found, /nothing of that name/);
      }
    }
  });

  it("tells contracts apart that have one name", () => {
    const [OLD, NEW] = ["contracts/old/Sale.sol:Sale", "contracts/Sale.sol:Sale"];
    const [order] = makeOrders();
    const { crowds } = report;
    assert(order !== undefined && crowds !== null);
    const at = (speed: number) => ({
      ...call.same,
      speedup: { bound: speed, threads: { 2: speed, 4: speed, 8: speed, 16: speed } },
    });
    const ofOne = (contract: string, same: typeof call.same) => ({
      ...call,
      ...{ contract, function: "Sale.buy", same, spread: null },
    });
    const twice = {
      ...report,
      orders: [order, { ...order, contracts: [OLD, OLD] as const, verdict: "commutes" as const }],
      crowds: { ...crowds, calls: [ofOne(NEW, at(1)), ofOne(OLD, at(2))] },
    };
    const holds = (budget: Budget) => checkBudgets([budget], twice, [])[0]?.holds;
    assert.equal(holds({ contract: OLD, orderDependent: false }), true);
    assert.equal(holds({ contract: NEW, orderDependent: false }), false);
    assert.equal(holds({ contract: "Sale", orderDependent: false }), false);
    assert.equal(holds({ contract: OLD, function: "Sale.buy", minSpeedup: 2 }), true);
    assert.equal(holds({ contract: NEW, function: "Sale.buy", minSpeedup: 2 }), false);
    assert.equal(holds({ function: "Sale.buy", minSpeedup: 2 }), false);

    const facts = factsOf(twice);
    assert.equal(facts.get(`order of ${OLD}.buy and ${OLD}.buy`), "commutes");
    assert.equal(facts.get(`order of ${NEW}.buy and ${NEW}.buy`), "different success");
    assert.equal(facts.get(`speed-up of ${NEW}.buy, same`), "1.00x 1.00x 1.00x 1.00x");
    assert.equal(facts.get(`speed-up of ${OLD}.buy, same`), "2.00x 2.00x 2.00x 2.00x");
    const read = parseSnapshot(renderSnapshot(facts));
    assert(!("problem" in read));
    assert.deepEqual([...read.facts], [...facts]);
  });

  it("takes no figure of a crowd in which some fail", () => {
    const half = <Crowd extends { readonly transactions: number }>(crowd: Crowd) => ({
      ...crowd,
      transactions: 64,
      failed: 59,
    });
    const { crowds } = report;
    assert(crowds !== null);
    const partly = {
      ...report,
      crowds: {
        ...crowds,
        calls: crowds.calls.map((one) =>
          one.function === NAME
            ? { ...one, same: half(one.same), spread: one.spread && half(one.spread) }
            : one,
        ),
      },
    };
    const [found] = checkBudgets([{ function: NAME, minSpeedup: 1 }], partly, []);
    assert.equal(found?.holds, false);
    assert.equal(found.found, `no crowd that does the same: 5 of 64 users succeed with ${NAME}`);
    const other = { ...call, function: `${CONTRACT}.other` };
    const calls = [...partly.crowds.calls, other];
    const [of] = checkBudgets(
      [{ contract: CONTRACT, minSpeedup: 1 }],
      { ...partly, crowds: { ...crowds, calls } },
      [],
    );
    assert.equal(of?.holds, true);
    assert.match(of.found, new RegExp(`x; left out: 5 of 64 users succeed with ${NAME}`));
  });

  it("bounds the share of transactions that conflict", () => {
    assert.equal(check({ maxConflicting: 0.75 })?.holds, true);
    const tooMany = check({ maxConflicting: 0.5 });
    assert.equal(tooMany?.holds, false);
    assert.equal(tooMany.found, "75.0 %, 25.0 percentage points too many");
  });

  it("takes no new hotspots, of the contract that it is about", () => {
    const changes: readonly ReportChange[] = [
      { ...CHANGE, fact: "hotspot Token totalSupply", after: "there", kind: "worse" },
      { ...CHANGE, fact: "hotspot Token old", before: "there", kind: "better" },
    ];
    assert.deepEqual(check({ newHotspots: false }, changes)?.found, "Token.totalSupply");
    assert.equal(check({ newHotspots: false, contract: "Token" }, changes)?.holds, false);
    assert.equal(check({ newHotspots: false, contract: "Sale" }, changes)?.holds, true);
    const [met = "", ...others] = report.hotspots[0]?.functions ?? [];
    assert.equal(check({ newHotspots: false, function: met }, changes)?.found, "Token.totalSupply");
    assert(!others.includes("Sale.buy"));
    assert.equal(check({ newHotspots: false, function: "Sale.buy" }, changes)?.holds, true);
    assert.equal(check({ newHotspots: false }, "there is none")?.found, "not known: there is none");
  });

  it("takes nobody who fails by the order", () => {
    const found = check({ orderDependent: false });
    assert.equal(found?.holds, false);
    assert.notEqual(found.found, "");
    assert.equal(check({ orderDependent: false, contract: "Token" })?.holds, true);
  });
});
