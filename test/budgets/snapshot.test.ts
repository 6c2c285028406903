import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { compareFacts } from "../../src/internal/budgets/compare-facts.ts";
import { factsOf } from "../../src/internal/budgets/facts-of.ts";
import { parseSnapshot, renderSnapshot } from "../../src/internal/budgets/snapshot-text.ts";
import { makePageData } from "../report/make-page-report.ts";
import type { ReportHotspot } from "../../src/internal/model/report.ts";
import { makeBusyReport, makeHotspot, makeReport } from "../report/make-report.ts";

describe("a snapshot", () => {
  it("is read as it was written", () => {
    for (const report of [makeBusyReport(), makePageData().report]) {
      const facts = factsOf(report);
      const read = parseSnapshot(renderSnapshot(facts));
      assert(!("problem" in read));
      assert.deepEqual([...read.facts], [...facts]);
      assert.deepEqual(compareFacts(read.facts, facts), []);
    }
  });

  it("names the line that is none", () => {
    assert.deepEqual(parseSnapshot("# a\n\nspeed-up of the suite: 1.00x\nnothing\n"), {
      problem: { kind: "line", number: 4 },
    });
  });

  it("calls a hotspot by its variable, whatever key is most frequent in the tests", () => {
    const factsAt = (...hotspots: readonly Partial<ReportHotspot>[]) =>
      [...factsOf(makeReport({}, hotspots.map(makeHotspot)))].flatMap(([fact]) =>
        fact.startsWith("hotspot ") ? [fact] : [],
      );
    const [one, other] = ["balances[msg.sender]", "balances[arg:from]"].map((path) =>
      factsAt({ variable: "balances", path }),
    );
    assert.deepEqual(one, ["hotspot Token balances[*]"]);
    assert.deepEqual(other, one);
    assert.deepEqual(factsAt({ variable: "sold", path: 'sold["a, b: c]"]' }), [
      "hotspot Token sold[*]",
    ]);
    // A field of it is another thing, and so is another one that shares the slot.
    const packed = ["accounts[msg.sender].debt, paused", "paused, accounts[arg:to].debt"];
    for (const path of packed)
      assert.deepEqual(factsAt({ path }), [
        "hotspot Token accounts[*].debt",
        "hotspot Token paused",
      ]);
    // Of one name, and of other classes.
    assert.deepEqual(
      factsAt(
        { variable: "balance", path: "balance" },
        { class: "balance", variable: "balance", path: "address(this).balance" },
        { class: "nonce", variable: "nonce", path: "address(this).nonce" },
      ),
      [
        "hotspot Token address(this).balance",
        "hotspot Token address(this).nonce",
        "hotspot Token balance",
      ],
    );
  });

  it("is read also where it is older", () => {
    const HEAD = "# What hardhat-parallel-evm modelled, version";
    const old = `${HEAD} 1; speed-ups on 2, 4, 8 and 16 threads.
hotspot Token balances[msg.sender]: there
hotspot contracts/a b.sol:Token open, accounts[arg:"x, y"].debt: there
call of Token.f: in tests
`;
    const read = parseSnapshot(old);
    assert(!("problem" in read));
    assert.deepEqual(
      [...read.facts],
      [
        ["hotspot Token balances[*]", "there"],
        ["hotspot contracts/a b.sol:Token open", "there"],
        ["hotspot contracts/a b.sol:Token accounts[*].debt", "there"],
        ["call of Token.f", "in tests"],
      ],
    );
    assert.deepEqual(parseSnapshot(old.replace("version 1", "version 3")), {
      problem: { kind: "version", version: "3" },
    });
  });

  it("tells what is worse first, then what is better, and what is new", () => {
    const before = new Map([
      ["speed-up of the suite", "1.50x 2.00x 2.00x 2.00x"],
      ["speed-up of A.f, same", "1.00x 1.00x 1.00x 1.00x"],
      ["conflict of A.f and A.g", "never"],
      ["conflict of A.f and A.h", "always"],
      ["order of A.f and A.g", "commutes"],
      ["hotspot A old", "there"],
    ]);
    const after = new Map([
      ["speed-up of the suite", "1.50x 1.90x 1.90x 1.90x"],
      ["speed-up of A.f, same", "1.00x 1.00x 1.10x 1.20x"],
      ["speed-up of A.n, same", "2.00x 4.00x 8.00x 8.00x"],
      ["conflict of A.f and A.g", "same argument"],
      ["conflict of A.f and A.h", "same argument"],
      ["order of A.f and A.g", "different success"],
      ["hotspot A new", "there"],
    ]);
    assert.deepEqual(
      compareFacts(before, after).map(({ fact, kind }) => `${kind}: ${fact}`),
      [
        "worse: conflict of A.f and A.g",
        "worse: hotspot A new",
        "worse: order of A.f and A.g",
        "worse: speed-up of the suite",
        "better: conflict of A.f and A.h",
        "better: hotspot A old",
        "better: speed-up of A.f, same",
        "other: speed-up of A.n, same",
      ],
    );
  });

  it("takes a function that is not called any more for worse, and nothing that goes with it for better", () => {
    const before = new Map([
      ["call of A.f", "in tests"],
      ["call of A.g", "in set-up"],
      ["speed-up of A.f, same", "1.00x 1.00x 1.00x 1.00x"],
      ["order of A.f and A.f", "different success"],
      ["hotspot A total", "there"],
    ]);
    const kinds = (after: ReadonlyMap<string, string>) =>
      compareFacts(before, after).map(({ fact, kind }) => `${kind}: ${fact}`);
    const onlySetup = new Map([["call of A.g", "in set-up"]]);
    assert.deepEqual(kinds(onlySetup), [
      "worse: call of A.f",
      "lost: hotspot A total",
      "lost: order of A.f and A.f",
      "lost: speed-up of A.f, same",
    ]);
    const reasons = compareFacts(before, onlySetup).map(({ reason }) => reason);
    assert.deepEqual(new Set(reasons), new Set([null, "A.f is not called any more"]));
    const withoutSetup = new Map([...before].filter(([fact]) => fact !== "call of A.g"));
    assert.deepEqual(kinds(withoutSetup), ["worse: call of A.g"]);
    const called = new Map([...before].filter(([fact]) => fact.startsWith("call of ")));
    assert.deepEqual(kinds(called)[0], "better: hotspot A total");
  });

  it("has a fact for each function that is called, whether crowds can be made of it or not", () => {
    const facts = factsOf(makePageData().report);
    const called = [...facts].filter(([fact]) => fact.startsWith("call of "));
    assert(called.length > 0);
    for (const [, where] of called) assert.match(where, /^in (tests|set-up)$/);
    const { report } = makePageData();
    for (const one of report.crowds?.notForCrowds ?? [])
      if (one.contract !== null) assert(facts.has(`call of ${one.function}`));
  });

  it("has no speed-up of a crowd in which some fail", () => {
    const { report } = makePageData();
    const { crowds } = report;
    const [call] = crowds?.calls ?? [];
    assert(crowds !== null && call !== undefined);
    const name = "Slots.claim";
    const whole = { ...call, function: name, spread: null };
    const partly = { ...whole, same: { ...call.same, transactions: 64, failed: 59 } };
    const factWith = (calls: readonly (typeof whole)[]) =>
      factsOf({ ...report, crowds: { ...crowds, calls } }).get(`speed-up of ${name}, same`);
    assert.equal(factWith([partly]), "5/64 succeed");
    assert.match(factWith([partly, whole]) ?? "", /^\d+\.\d\dx /);
    assert.equal(factWith([whole, partly]), factWith([partly, whole]));

    const kind = (was: string, is: string) =>
      compareFacts(
        new Map([["speed-up of A.f, same", was]]),
        new Map([["speed-up of A.f, same", is]]),
      )[0]?.kind;
    const FIGURE = "1.00x 1.00x 1.00x 1.00x";
    assert.equal(kind("5/64 succeed", FIGURE), "other");
    assert.equal(kind("5/64 succeed", "7/64 succeed"), "other");
    assert.equal(kind(FIGURE, "5/64 succeed"), "worse");
  });
});
