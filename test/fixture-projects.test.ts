/**
 * Runs the suite of every fixture project without and with the flag, and holds the report to the tables that
 * were written by hand beside it.
 */
import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync } from "node:fs";
import { before, describe, it } from "node:test";

import type { ParallelReport } from "../src/internal/model/report.ts";
import { ruleOf } from "../src/internal/suggestions/all-rules.ts";
import { expectedHotspots, isHotspot } from "./fixture-projects/check-hotspots.ts";
import { checkFindings } from "./fixture-projects/check-findings.ts";
import { TABLES, checkTable, isLeftOut } from "./fixture-projects/check-tables.ts";
import { declares, usesIr } from "./fixture-projects/declares.ts";
import { readExpectedFindings } from "./fixture-projects/expected-findings.ts";
import { type ExpectedTables, readExpected } from "./fixture-projects/expected-tables.ts";
import {
  KNOWN_DIFFERENCES,
  PAIRS_WITHOUT_STATE,
  knownDifferences,
} from "./fixture-projects/known-differences.ts";
import { fixtureProjects, projectFile } from "./fixture-projects/project-file.ts";
import { PAGE_FILE, REPORT_FILE, readReport } from "./fixture-projects/read-report.ts";
import { REPORT_BEGINS, mochaCounts, resultsOf } from "./fixture-projects/run-results.ts";
import { describeDifference } from "./fixture-projects/table-check.ts";
import { type HardhatRun, runHardhat } from "./support/run-hardhat.ts";

const projects = fixtureProjects();

/** Compiling OpenZeppelin takes minutes where the machine is busy. */
const DEADLINE_MS = 500_000;

/** It takes as long as the tests with the flag: one of each runner, and those with most in their reports. */
const MADE_AGAIN = new Set(["mocha-parallel", "multi-pool-farm", "node-test", "token-launch"]);

/** Hardhat's own start takes one core, and most of each run: two projects at a time fill two cores. */
describe("fixture projects", { concurrency: 2 }, () => {
  for (const project of projects) {
    describe(`fixture project ${project}`, { concurrency: false }, () => {
      holdToTables(project, readExpected(project));
    });
  }
});

describe("the list of known differences", () => {
  it("is about fixture projects", () => {
    const unknown = KNOWN_DIFFERENCES.filter(({ project }) => !projects.includes(project));
    assert.deepEqual(unknown, []);
  });
});

/** The tests of one project, in this order: later ones go by what the first runs left. */
function holdToTables(project: string, expected: ExpectedTables): void {
  let without: HardhatRun;
  let withFlag: HardhatRun;
  let report: ParallelReport;

  before(async () => {
    const build = await hardhat(project, ["build"]);
    assert.equal(build.exitCode, 0, build.output);
    without = await hardhat(project, ["test", "--no-compile"]);
    rmSync(projectFile(project, "parallel-evm"), { recursive: true, force: true });
    withFlag = await hardhat(project, ["test", "--no-compile", "--parallel-evm"]);
    report = readReport(project);
  });

  it("passes and fails as without the flag", () => {
    assert.equal(withFlag.exitCode, without.exitCode);
    assert.equal(withFlag.exitCode, expected.tests.failing > 0 ? 1 : 0);
    assert.deepEqual(resultsOf(withFlag.output), resultsOf(without.output));
    if (project !== "node-test") assert.deepEqual(mochaCounts(withFlag.output), expected.tests);
    assert(withFlag.output.includes(REPORT_BEGINS), withFlag.output);
  });

  it("verifies every transaction", () => {
    const { verification, mismatches, skipped, transactions } = report.summary;
    assert.deepEqual(mismatches, []);
    assert.deepEqual(skipped, []);
    assert.deepEqual(verification, { matched: transactions, mismatched: 0, skipped: 0 });
    if (project !== "no-transactions") assert(transactions > 0);
    assert.deepEqual(report.summary.executor.fallbacks, []);
  });

  it("verifies every transaction of the crowds, and a sample of them in Hardhat's own network", () => {
    const { crowds } = report;
    assert(crowds !== null);
    // Else the tables say more than was tried: this machine is too slow for the default budget.
    const functionPairs = PAIRS_WITHOUT_STATE[project]?.pairs ?? 0;
    assert.deepEqual(crowds.leftOut, { calls: 0, functionPairs, experiments: 0, functions: [] });
    for (const { function: name, same, spread } of crowds.calls) {
      for (const crowd of spread === null ? [same] : [same, spread]) {
        assert.equal(crowd.transactions, crowds.users, name);
        const all = { matched: crowd.transactions, mismatched: 0, skipped: 0 };
        assert.deepEqual(crowd.verification, all, name);
      }
    }
    assert.deepEqual(crowds.edr.differences, []);
    assert.deepEqual(crowds.edr.unchecked, []);
    if (project === "no-transactions") assert.deepEqual(crowds.calls, []);
    else assert(crowds.edr.matched > 0);
  });

  for (const table of TABLES) {
    if (isLeftOut(table, expected)) continue;
    it(`agrees with the table ${table}, but for the known differences`, () => {
      const { differences } = checkTable(table, expected, report);
      assert.deepEqual(
        differences.map(describeDifference).sort(),
        knownDifferences(project, table),
      );
    });
  }

  const advice = readExpectedFindings(project);
  if (advice !== undefined) {
    it("gives the advice of the table and no other, but for the known differences", () => {
      const isRule = (id: string) => ruleOf(id) !== undefined;
      const { differences } = checkFindings(advice, report.findings, isRule);
      assert.deepEqual(
        differences.map(describeDifference).sort(),
        knownDifferences(project, "findings"),
      );
    });
  }

  it("names the place of the declaration of each hotspot, and lines that write it", () => {
    for (const hotspot of expectedHotspots(expected)) {
      const found = report.hotspots.find((candidate) => isHotspot(candidate, hotspot));
      if (found === undefined && hotspot.optional === true) continue;
      if ((hotspot.class ?? "storage") !== "storage") continue;
      assert(found !== undefined, `${hotspot.path} is not there`);
      assert(found.source !== null, `${hotspot.path} has no source`);
      assert(
        declares(project, found.source, found.variable ?? ""),
        `${found.source.file}:${found.source.line} does not declare ${found.variable}`,
      );
      // Through the IR the compiler maps many instructions to whole contracts.
      if (usesIr(project)) continue;
      const writes = found.accesses.filter(({ line, kind }) => line !== null && kind === "write");
      assert(writes.length > 0, `no line writes ${hotspot.path}`);
    }
  });

  if (MADE_AGAIN.has(project)) {
    it("makes the same report again from the same recording, byte for byte", async () => {
      const first = readFileSync(projectFile(project, REPORT_FILE), "utf8");
      const again = await hardhat(project, ["parallel-evm", "report"]);
      assert.equal(again.exitCode, 0, again.output);
      assert.equal(readFileSync(projectFile(project, REPORT_FILE), "utf8"), first);
    });
  }

  it("writes a page of less than 2 MB", () => {
    const { size } = statSync(projectFile(project, PAGE_FILE));
    assert(size < 2_000_000, `${size} bytes`);
  });

  if (project === "mocha-parallel") {
    it("gives the same report in mocha's serial mode as in its parallel mode", async () => {
      const args = ["test", "--no-compile", "--parallel-evm"];
      const serial = await hardhat(project, args, { SERIAL: "1" });
      assert.equal(serial.exitCode, 0, serial.output);
      assert.deepEqual(withoutChance(readReport(project)), withoutChance(report));
    });
  }
}

/**
 * What differs between two runs of the same suite: of transactions that a test sends at the same
 * time, which comes first, and so what the others see where they are run too early; and the fee, and
 * so the hash, that it took from the latest block.
 */
function withoutChance(report: ParallelReport): ParallelReport {
  const scenarios = report.scenarios.map((scenario) => ({
    ...scenario,
    transactions: scenario.transactions.map((tx) => ({ ...tx, hash: "", from: "" })),
    schedule: { ...scenario.schedule, execution: null },
  }));
  return { ...report, scenarios };
}

async function hardhat(
  project: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<HardhatRun> {
  return runHardhat(projectFile(project), args, environment, DEADLINE_MS);
}
