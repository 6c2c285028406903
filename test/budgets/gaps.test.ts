import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { checkBudgets } from "../../src/internal/budgets/check-budgets.ts";
import { compareFacts } from "../../src/internal/budgets/compare-facts.ts";
import { factsOf } from "../../src/internal/budgets/facts-of.ts";
import { gapsOf } from "../../src/internal/budgets/gaps-of.ts";
import type { Budget } from "../../src/internal/model/budget.ts";
import type { ReportCrowds, ReportLeftOut } from "../../src/internal/model/report-crowds.ts";
import type { ParallelReport } from "../../src/internal/model/report.ts";
import { makeCrowds, makeFunctions, makeHotspot, makeOrders } from "../report/make-report.ts";
import { makePageData } from "../report/make-page-report.ts";

const TOKEN = "contracts/Token.sol:Token";
const MINT = { contract: TOKEN, function: "Token.mint" };
const TRANSFER = { contract: TOKEN, function: "Token.transfer" };
const BUY = { contract: "contracts/Sale.sol:Sale", function: "Sale.buy" };

const [order] = makeOrders();
assert(order !== undefined);
const COMMUTES = [{ ...order, verdict: "commutes" as const, details: [] }];

/** With crowds, of which this was left out. */
function reportWithout(...functions: readonly ReportLeftOut[]): ParallelReport {
  const { calls, ...others } = makeCrowds();
  const schedule = { gas: [1, 1], waits: [], execution: null };
  const crowds: ReportCrowds = {
    ...others,
    calls: calls.map(({ same, spread, ...call }) => ({
      ...call,
      same: { ...same, schedule },
      spread: spread && { ...spread, schedule },
    })),
    leftOut: { calls: functions.length, functionPairs: 0, experiments: 0, functions },
  };
  const { report } = makePageData();
  return {
    ...report,
    crowds,
    functions: makeFunctions(),
    orders: COMMUTES,
    hotspots: [makeHotspot()],
  };
}

const only = (
  budget: Budget,
  report: ParallelReport,
  changes = compareFacts(new Map(), new Map()),
) => {
  const [found] = checkBudgets([budget], report, changes);
  assert(found !== undefined);
  return found;
};

describe("what a report does not know", () => {
  it("lets no budget hold where nothing was sent", () => {
    const report = reportWithout();
    const verification = { matched: 0, mismatched: 0, skipped: 0 };
    const empty = { ...report, summary: { ...report.summary, transactions: 0, verification } };
    const budgets: Budget[] = [
      { minSpeedup: 1, maxConflicting: 1, newHotspots: false, orderDependent: false },
    ];
    const found = checkBudgets(budgets, empty, []);
    assert.equal(found.length, 4);
    for (const one of found) {
      assert.equal(one.holds, false, one.wanted);
      assert.equal(one.isKnown, false, one.wanted);
      assert.equal(one.found, "not known: nothing was sent");
    }
    const { summary } = report;
    const skipped = { ...verification, skipped: summary.transactions };
    const unrun = { ...report, summary: { ...summary, verification: skipped } };
    assert.match(only({ newHotspots: false }, unrun).found, /could be run again/);
  });

  it("takes one sender for no figure of the suite", () => {
    const report = reportWithout();
    const { summary, scenarios } = report;
    const single = {
      ...report,
      summary: { ...summary, singleSenderScenarios: summary.scenarios },
      scenarios: scenarios.map((one) => ({ ...one, senders: 1 })),
    };
    for (const budget of [{ minSpeedup: 1 }, { maxConflicting: 0 }]) {
      assert.equal(only(budget, report).isKnown, true);
      assert.match(only(budget, single).found, /^not known: .*several senders/);
      assert.equal(only(budget, single).holds, false);
    }
  });

  it("wants to know of every order that a budget is about, and of no other one", () => {
    const wanted = { orderDependent: false } as const;
    const whole = reportWithout();
    assert.equal(only(wanted, whole).holds, true);
    for (const what of ["crowd", "pair", "order"] as const) {
      const report = reportWithout({ what, of: what === "crowd" ? [BUY] : [BUY, BUY] });
      for (const budget of [{}, { contract: "Sale" }, { function: "Sale.buy" }]) {
        const found = only({ ...budget, ...wanted }, report);
        assert.equal(found.holds, false, what);
        assert.match(found.found, /^not known: Sale\.buy.*raise parallelEvm\.crowds\.seconds$/);
      }
      assert.equal(only({ contract: "Token", ...wanted }, report).holds, true, what);
    }
    assert.match(only(wanted, { ...whole, crowds: null }).found, /^not known: crowds are off/);
    // What is broken needs no more to be so.
    const broken = { ...reportWithout({ what: "order", of: [BUY, BUY] }), orders: makeOrders() };
    assert.deepEqual(
      [only(wanted, broken).isKnown, only(wanted, broken).found],
      [true, "Sale.buy fails after Sale.buy"],
    );
  });

  it("wants to know of all crowds that a speed-up or a share of conflicts is of", () => {
    const report = reportWithout({ what: "crowd", of: [TRANSFER] });
    for (const budget of [{ minSpeedup: 8 }, { maxConflicting: 0.5 }]) {
      assert.equal(only({ function: "Token.transfer", ...budget }, reportWithout()).holds, true);
      const found = only({ function: "Token.transfer", ...budget }, report);
      assert.equal(found.holds, false);
      assert.match(found.found, /^not known: Token\.transfer: left out for lack of time/);
    }
    // Broken already, whatever else there is.
    assert.equal(only({ contract: "Token", minSpeedup: 8 }, report).isKnown, true);
    assert.equal(only({ function: "Token.mint", minSpeedup: 1 }, report).holds, true);
    assert.match(only({ function: "Sale.buy", minSpeedup: 1 }, report).found, /no crowd of it/);
    const other = reportWithout({ what: "crowd", of: [BUY] });
    assert.match(only({ function: "Sale.buy", minSpeedup: 1 }, other).found, /lack of time/);
  });

  it("knows no hotspot to be new or not where somebody was not looked at", () => {
    const wanted = { newHotspots: false } as const;
    const report = reportWithout({ what: "crowd", of: [TRANSFER] });
    const changes = compareFacts(factsOf(report), factsOf(report), gapsOf(report));
    for (const budget of [{}, { contract: "Token" }, { function: "Token.transfer" }])
      assert.match(
        only({ ...budget, ...wanted }, report, changes).found,
        /^not known: Token\.trans/,
      );
    assert.equal(only({ function: "Token.mint", ...wanted }, report, changes).holds, true);

    const whole = reportWithout();
    const off = { ...whole, crowds: null, functions: [], orders: [] };
    const since = (before: ParallelReport) =>
      only(wanted, off, compareFacts(factsOf(before), factsOf(off), gapsOf(off)));
    assert.match(since(whole).found, /^not known: crowds are off.*snapshot was made with crowds/);
    assert.equal(since(off).holds, true);
  });

  it("is not known in a comparison, where it could be worse; else lost", () => {
    const whole = reportWithout();
    const before = factsOf({ ...whole, orders: [...COMMUTES, ...makeOrders().slice(1)] });
    const told = (report: ParallelReport) =>
      compareFacts(before, factsOf(report), gapsOf(report)).map(
        ({ kind, fact, reason }) => `${kind}: ${fact}${reason === null ? "" : ` (${reason})`}`,
      );
    const noOrders = { ...reportWithout({ what: "order", of: [BUY, BUY] }), orders: [] };
    assert(
      told(noOrders).includes(
        "unknown: order of Sale.buy and Sale.buy (left out for lack of time; raise parallelEvm.crowds.seconds)",
      ),
    );
    // Tried in part: another sample may tell more.
    const partly = reportWithout({ what: "order", of: [BUY, BUY] });
    assert(told(partly).some((text) => text.startsWith("unknown: order of Sale.buy and Sale.buy")));

    const noPair = reportWithout({ what: "pair", of: [MINT, TRANSFER] });
    const pairs = told({ ...noPair, functions: noPair.functions.slice(0, 1) });
    assert(
      pairs.some((text) => text.startsWith("unknown: conflict of Token.mint and Token.trans")),
    );
    assert(!pairs.some((text) => text.startsWith("unknown: conflict of Token.transfer and")));

    const off = told({ ...whole, crowds: null, functions: [], orders: [], hotspots: [] });
    const NO = "(crowds are off, or could not be made)";
    for (const text of [
      `unknown: hotspots of crowds ${NO}`,
      `unknown: speed-up of Token.transfer, spread ${NO}`,
      `unknown: conflict of Token.mint and Token.transfer ${NO}`,
      `unknown: call of Token.pause ${NO}`,
      // At its worst already.
      `lost: speed-up of Token.mint, same ${NO}`,
      `lost: conflict of Token.mint and Token.mint ${NO}`,
      // Gone, but nobody looked for it.
      `lost: hotspot Token totalSupply ${NO}`,
    ])
      assert(off.includes(text), `${text}\nin\n${off.join("\n")}`);
    assert(!off.some((text) => text.startsWith("better")));
  });

  it("is said to have failed where there was time", () => {
    const report = reportWithout({ what: "order", of: [BUY, BUY] });
    const { crowds } = report;
    assert(crowds !== null);
    const failed = { ...report, crowds: { ...crowds, leftOut: { ...crowds.leftOut, calls: 0 } } };
    assert.match(only({ orderDependent: false }, failed).found, /see the notes$/);
  });

  it("keeps functions that were left out among those that are called", () => {
    const report = reportWithout({ what: "crowd", of: [BUY] });
    assert.equal(factsOf(report).get("call of Sale.buy"), "in set-up");
  });
});
