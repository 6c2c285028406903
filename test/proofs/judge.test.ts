import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type {
  MeasuredHotspot,
  ProvableFinding,
  SuiteMeasure,
  SuiteTests,
} from "../../src/internal/model/proof.ts";
import type { TestResult } from "../../src/internal/model/test-result.ts";
import { compareMeasures } from "../../src/internal/proofs/compare-measures.ts";
import { compareTests } from "../../src/internal/proofs/compare-tests.ts";
import { judge } from "../../src/internal/proofs/judge.ts";

const FINDING: ProvableFinding = {
  rule: "global-counter",
  contract: "contracts/Shop.sol:Shop",
  variable: "sales",
  patch: "",
  profile: null,
  gain: { now: 1, alone: 6 },
  functions: ["Shop.buy"],
  places: [{ class: "storage", contract: "contracts/Shop.sol:Shop", path: "sales" }],
};

/** Runs `[speed-up, conflicts]` of scenarios with 1,000 gas each; all conflict at the hotspot. */
function measure(
  scenarios: Readonly<Record<string, readonly [speedup: number, conflicts: number]>>,
  path = "sales",
): SuiteMeasure {
  const entries = Object.entries(scenarios);
  const hotspot: MeasuredHotspot = {
    group: "Shop sales",
    class: "storage",
    contract: "contracts/Shop.sol:Shop",
    variable: path,
    path,
    conflicts: new Map(entries.map(([key, [, conflicts]]) => [key, conflicts])),
  };
  return {
    profile: "block-stm",
    scenarios: entries.map(([key, [speedup, conflicts]]) => ({
      key,
      gas: 1_000_000n,
      longest: BigInt(Math.round(1_000_000 / speedup)),
      conflicts,
      functions: new Set(["Shop.buy", "Shop.list"]),
      contracts: new Set(["contracts/Shop.sol:Shop"]),
      counts: true,
    })),
    hotspots: [hotspot],
    model: () => assert.fail("nothing says what is done about it"),
  };
}

function suite(
  states: Readonly<Record<string, TestResult["state"]>>,
  exitCode: number | null = 0,
): SuiteTests {
  const results = Object.entries(states).map(([title, state]) => ({
    runner: "mocha",
    file: "test/shop.ts",
    title,
    state,
  }));
  return { results, exitCode };
}

const GREEN = suite({ sells: "passing", refunds: "passing" });

function prove(before: SuiteTests, after: SuiteTests, now: SuiteMeasure, finding = FINDING) {
  const tests = compareTests(before, after);
  const measures = compareMeasures(finding, measure({ a: [1, 10], b: [1, 30] }), now);
  const exitCodes = { before: before.exitCode, after: after.exitCode };
  return { ...judge(finding, { tests, ...measures }, exitCodes), tests, ...measures };
}

describe("the verdict on a diff", () => {
  it("is proven when all tests pass and the gain is there", () => {
    const proof = prove(GREEN, GREEN, measure({ a: [6, 1], b: [6, 1] }, "_salesShards"));
    assert.equal(proof.verdict, "proven");
    assert.equal(
      proof.message,
      "All 2 tests pass with the diff: 1.00x → 6.00x on 8 threads; 6.00x was modelled.",
    );
    assert.deepEqual(proof.hotspot, {
      path: "Shop.sales",
      before: 40,
      after: 0,
      allBefore: 40,
      allAfter: 2,
      dearest: "Shop._salesShards",
    });
    assert.deepEqual(proof.speedup, {
      threads: 8,
      profile: "block-stm",
      before: 1,
      after: 6,
      promised: 6,
      modelled: null,
      scenarios: 2,
      compared: 2,
    });
  });

  it("wants 80 % of the modelled speed-up", () => {
    const verdict = (speedup: number) =>
      prove(GREEN, GREEN, measure({ a: [speedup, 1], b: [speedup, 1] })).verdict;
    assert.equal(verdict(4.8), "proven"); // 0.8 × 6
    assert.equal(verdict(4.78), "gains less");
    assert.equal(verdict(1), "gains less");
    // However little of it is gain: 1.82 of 2.15 are 85 %.
    const little = {
      ...FINDING,
      gain: FINDING.gain && { ...FINDING.gain, alone: 2.15, now: 1.18 },
    };
    const reached = (speedup: number) =>
      prove(GREEN, GREEN, measure({ a: [speedup, 1], b: [speedup, 1] }), little).verdict;
    assert.equal(reached(1.82), "proven");
    assert.equal(reached(1.7), "gains less");
    // What is slower than before is no gain.
    const least = { ...FINDING, gain: FINDING.gain && { ...FINDING.gain, alone: 1.1, now: 1 } };
    assert.equal(
      prove(GREEN, GREEN, measure({ a: [0.9, 1], b: [0.9, 1] }), least).verdict,
      "gains less",
    );
  });

  it("wants no loss where nothing was modelled", () => {
    const finding = { ...FINDING, gain: null };
    const verdict = (speedup: number) =>
      prove(GREEN, GREEN, measure({ a: [speedup, 1], b: [speedup, 1] }), finding).verdict;
    assert.equal(verdict(1), "gains nothing");
    assert.equal(verdict(0.996), "gains nothing"); // 1.00x, as before
    assert.equal(verdict(1.2), "proven");
    assert.equal(verdict(0.98), "gains less");
  });

  it("wants half of the promised gain, where 80 % of all are no more than there is", () => {
    const finding = { ...FINDING, gain: { now: 1.2, alone: 1.57 } };
    const verdict = (before: number, after: number) => {
      const tests = compareTests(GREEN, GREEN);
      const now = measure({ a: [after, 1] });
      const measures = compareMeasures(finding, measure({ a: [before, 10] }), now);
      return judge(finding, { tests, ...measures }, { before: 0, after: 0 }).verdict;
    };
    assert.equal(verdict(1.27, 1.28), "gains less");
    assert.equal(verdict(1.27, 1.4), "gains less");
    assert.equal(verdict(1.27, 1.46), "proven");
    assert.equal(verdict(1.2, 1.57), "proven");
  });

  it("is not proven where nothing was promised and nothing is gained", () => {
    const finding = { ...FINDING, gain: FINDING.gain && { ...FINDING.gain, alone: 1, now: 1 } };
    const verdict = (speedup: number) =>
      prove(GREEN, GREEN, measure({ a: [speedup, 1], b: [speedup, 1] }), finding).verdict;
    assert.equal(verdict(1), "gains nothing");
    assert.equal(verdict(1.1), "proven");
    assert.equal(verdict(0.98), "gains less");
    assert.match(
      prove(GREEN, GREEN, measure({ a: [1, 1], b: [1, 1] }), finding).message,
      /1\.00x → 1\.00x .* was modelled\. By itself it gains nothing\.$/,
    );
  });

  it("knows those whom a contract pays, though they are others in each run", () => {
    const finding = {
      ...FINDING,
      variable: "recipient.balance",
      places: [{ class: "balance", contract: null, path: "balance of 0x01" }],
    };
    const paid = (path: string, kind = "balance", gas: [number, number] = [1, 10]) => {
      const own = measure({ a: gas, b: gas });
      const hotspots = own.hotspots.map((one) => ({
        ...one,
        class: kind,
        contract: null,
        variable: null,
        path,
      }));
      return { ...own, hotspots };
    };
    const now = measure({ a: [6, 1], b: [6, 1] }, "_owed");
    const compared = (before: SuiteMeasure) => compareMeasures(finding, before, now).speedup;
    assert.equal(compared(paid("balance of 0x02")).compared, 2);
    assert.equal(compared(paid("address(this).balance")).compared, 0);
    assert.equal(compared(paid("balance of 0x02", "nonce")).compared, 0);
  });

  it("names an engine that is not the usual one", () => {
    const now = { ...measure({ a: [6, 1], b: [6, 1] }), profile: "key-based" as const };
    const measures = compareMeasures(
      FINDING,
      { ...now, ...measure({ a: [1, 9], b: [1, 9] }), profile: "key-based" },
      now,
    );
    const { message } = judge(
      FINDING,
      { tests: compareTests(GREEN, GREEN), ...measures },
      { before: 0, after: 0 },
    );
    assert.match(
      message,
      /6\.00x on 8 threads of an engine that is key-based; 6\.00x was modelled/,
    );
  });

  it("names the tests that break, and not those that failed before", () => {
    const before = suite({ sells: "passing", flaky: "failing", refunds: "passing" }, 1);
    const after = suite({ sells: "failing", flaky: "failing", refunds: "passing" }, 1);
    const proof = prove(before, after, measure({ a: [6, 1], b: [6, 1] }));
    assert.equal(proof.verdict, "breaks tests");
    assert.deepEqual(proof.tests.broken, ["sells"]);
    assert.match(proof.message, /one test fails that did not without it: "sells"/);
    const same = prove(before, before, measure({ a: [6, 1], b: [6, 1] }));
    assert.equal(same.verdict, "proven");
    assert.match(same.message, /2 tests pass and the same 1 fail as without it/);
  });

  it("counts a hook that fails, and tests that it kept from running", () => {
    const after = suite({ '"before all" hook': "failing", refunds: "passing" }, 1);
    const { verdict, tests, message } = prove(GREEN, after, measure({}));
    assert.equal(verdict, "breaks tests");
    assert.deepEqual(tests.broken, ['"before all" hook']);
    assert.deepEqual(tests.notRun, ["sells"]);
    assert.match(message, /one test that passed without it did not run: "sells"/);
  });

  it("does not take a test that is skipped with the diff for one that passes", () => {
    const after = suite({ sells: "pending", refunds: "passing" });
    const { verdict, tests } = prove(GREEN, after, measure({ a: [6, 1], b: [6, 1] }));
    assert.equal(verdict, "breaks tests");
    assert.deepEqual(tests.notRun, ["sells"]);
  });

  it("tells tests of one title apart", () => {
    const twice = (states: readonly TestResult["state"][]): SuiteTests => ({
      results: states.map((state) => ({ runner: "mocha", file: "", title: "same", state })),
      exitCode: 1,
    });
    const [before, after] = [twice(["passing", "failing"]), twice(["failing", "passing"])];
    assert.deepEqual(compareTests(before, after).broken, ["same"]);
    assert.deepEqual(compareTests(before, before).broken, []);
  });

  it("goes by the exit code where no test is known to fail", () => {
    const now = measure({ a: [6, 1], b: [6, 1] });
    for (const [exitCode, said] of [
      [7, /ends with exit code 7/],
      [null, /ends by a signal/],
    ] as const) {
      const { verdict, message } = prove(GREEN, { ...GREEN, exitCode }, now);
      assert.equal(verdict, "breaks tests");
      assert.match(message, said);
    }
    assert.equal(
      prove({ ...GREEN, exitCode: 1 }, { ...GREEN, exitCode: 1 }, now).verdict,
      "proven",
    );
  });

  it("compares what has a counterpart, and says so", () => {
    const { verdict, message, speedup } = prove(GREEN, GREEN, measure({ b: [6, 1], c: [1, 9] }));
    assert.equal(verdict, "proven");
    assert.match(message, /over 1 of 2 scenarios with a counterpart/);
    assert.deepEqual([speedup.before, speedup.after, speedup.compared], [1, 6, 1]);
  });

  describe("over the same scenarios", () => {
    const remedy = { kind: "shard", shards: 16 } as const;
    const SHARDED = { ...FINDING, gain: { now: 1.1, alone: 2, remedy } };
    const proved = (
      now: SuiteMeasure,
      modelled: number,
      before: Parameters<typeof measure>[0] = { a: [1.1, 10], b: [1.1, 30] },
    ) => {
      const asked: unknown[] = [];
      const old = {
        ...measure(before),
        model: (one: unknown) => {
          asked.push(one);
          return modelled;
        },
      };
      const tests = compareTests(GREEN, GREEN);
      const measures = compareMeasures(SHARDED, old, now);
      const judged = judge(SHARDED, { tests, ...measures }, { before: 0, after: 0 });
      return { ...judged, ...measures, asked };
    };

    it("is proven where less was modelled for those that have a counterpart", () => {
      const { verdict, message, speedup, asked } = proved(measure({ a: [1.3, 1] }), 1.35);
      assert.equal(verdict, "proven");
      assert.match(
        message,
        /: 1\.10x → 1\.30x on 8 threads; 1\.35x was modelled, over 1 of 2 scenarios with a counterpart \(2\.00x over all\)\.$/,
      );
      assert.deepEqual([speedup.promised, speedup.modelled], [2, 1.35]);
      assert.deepEqual(asked, [{ groups: ["Shop sales"], remedy, scenarios: ["a"] }]);
    });

    it("still gains less where as much was modelled for them", () => {
      assert.equal(proved(measure({ a: [1.3, 1] }), 2).verdict, "gains less");
      assert.equal(proved(measure({ a: [1.1, 1] }), 1.35).verdict, "gains less");
      assert.equal(proved(measure({ a: [1.3, 1], b: [1.3, 1] }), 2).verdict, "gains less");
    });

    it("is unknown where nothing was modelled for them, unless something is seen", () => {
      const { verdict, message } = proved(measure({ a: [1.1, 1] }), 1.1);
      assert.equal(verdict, "unknown");
      assert.match(
        message,
        /was not seen: 2\.00x was modelled, and no more than 1\.10x where it can be compared, over 1 of 2 scenarios\.$/,
      );
      assert.equal(proved(measure({ a: [1, 1] }), 1.1).verdict, "gains less");
      assert.equal(proved(measure({ a: [1.2, 1] }), 1.1).verdict, "proven");
    });

    it("names one figure where all are compared", () => {
      const { message } = proved(measure({ a: [2, 1], b: [2, 1] }), 2.01);
      assert.match(message, /on 8 threads; 2\.01x was modelled\.$/);
    });
  });

  it("takes crowds that do not count for counterparts only", () => {
    const before = measure({ a: [1, 10], b: [1, 30] });
    const scenarios = before.scenarios.map((one) => ({ ...one, counts: one.key === "a" }));
    const now = measure({ a: [6, 1], b: [2, 9] });
    const after = { ...now, scenarios: now.scenarios.map((one) => ({ ...one, counts: false })) };
    const { speedup, hotspot } = compareMeasures(FINDING, { ...before, scenarios }, after);
    assert.deepEqual([speedup.after, speedup.scenarios, speedup.compared], [6, 1, 1]);
    assert.equal(hotspot?.before, 10);
  });

  it("is unknown where nothing can be compared", () => {
    const none = prove(GREEN, GREEN, measure({ c: [6, 1] }));
    assert.equal(none.verdict, "unknown");
    assert.match(none.message, /no scenario is left/);
    const elsewhere = { ...FINDING, variable: "other", places: [] };
    const absent = prove(GREEN, GREEN, measure({ a: [6, 1] }), elsewhere);
    assert.equal(absent.verdict, "unknown");
    assert.match(absent.message, /did not show/);
  });

  it("finds a variable that shares its slot", () => {
    const shared = measure({ a: [1, 10] });
    const hotspots = shared.hotspots.map((one) => ({
      ...one,
      variable: "owner, sales",
      path: "owner, sales",
    }));
    const { hotspot } = compareMeasures(FINDING, { ...shared, hotspots }, shared);
    assert.equal(hotspot?.before, 10);
  });

  it("adds up what one finding is of, where the contract itself is called", () => {
    const all = measure({ a: [1, 10], b: [1, 30], c: [1, 5] });
    const payee = (path: string, conflicts: [string, number][]): MeasuredHotspot => ({
      group: path,
      class: "balance",
      contract: null,
      variable: null,
      path,
      conflicts: new Map(conflicts),
    });
    const before = {
      ...all,
      scenarios: all.scenarios.map((one) =>
        one.key === "c" ? { ...one, functions: new Set(["Other.pay"]) } : one,
      ),
      hotspots: [
        payee("balance of 0x1", [
          ["a", 1],
          ["c", 5],
        ]),
        payee("balance of 0x2", [["b", 2]]),
      ],
    };
    const places = before.hotspots.map(({ path }) => ({ class: "balance", contract: null, path }));
    const finding = { ...FINDING, variable: "balance", places };
    const after = { ...before, hotspots: [payee("balance of 0x2", [["b", 1]])] };
    const { hotspot, speedup } = compareMeasures(finding, before, after);
    assert.equal(speedup.scenarios, 2);
    assert.deepEqual(
      [hotspot?.path, hotspot?.before, hotspot?.after, hotspot?.dearest],
      ["Shop.balance", 3, 1, "balance of 0x2"],
    );
  });
});
