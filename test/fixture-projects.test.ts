import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import type { ParallelReport, ReportHotspot } from "../src/internal/model/report.ts";
import { ROOT, runHardhat, type HardhatRun } from "./support/run-hardhat.ts";

const PROJECTS = join(ROOT, "fixture-projects");
const REPORT_BEGINS = "Parallel EVM";

interface Expected {
  tests: { passing: number; failing: number; pending: number };
  hotspots: ExpectedHotspot[];
  mustNotReport: { contract: string; variable: string; path?: string; class?: string }[];
}

interface ExpectedHotspot {
  contract: string;
  variable: string;
  path: string;
  alsoPaths?: string[];
  class?: string;
  packed?: string[];
  functions: string[];
}

const projects = readdirSync(PROJECTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

for (const project of projects) {
  describe(`fixture project ${project}`, () => {
    const expected = readJson(project, "expected.json") as Expected; // written by hand, in this form
    let without: HardhatRun;
    let withFlag: HardhatRun;
    let report: ParallelReport;

    before(async () => {
      await hardhat(project, ["build"]);
      without = await hardhat(project, ["test"]);
      rmSync(join(PROJECTS, project, "parallel-evm"), { recursive: true, force: true });
      withFlag = await hardhat(project, ["test", "--parallel-evm"]);
      report = reportOf(project);
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

    it("finds the expected hotspots, all of them and no others", () => {
      const missing = expected.hotspots.filter(
        (hotspot) => !report.hotspots.some((found) => isHotspot(found, hotspot)),
      );
      assert.deepEqual(missing, [], `found: ${describeHotspots(report)}`);
      const surplus = report.hotspots.filter(
        (found) => !expected.hotspots.some((hotspot) => isHotspot(found, hotspot)),
      );
      assert.deepEqual(surplus, []);
      const unwanted = report.hotspots.filter((found) =>
        expected.mustNotReport.some(
          ({ contract, variable, path, class: kind = "storage" }) =>
            found.contract === contract &&
            found.class === kind &&
            found.variable === variable &&
            (path === undefined || found.path === path),
        ),
      );
      assert.deepEqual(unwanted, []);
    });

    it("names the functions that meet there, and the place of the declaration", () => {
      for (const hotspot of expected.hotspots) {
        const found = report.hotspots.find((candidate) => isHotspot(candidate, hotspot));
        assert.deepEqual(found?.functions, hotspot.functions, hotspot.path);
        if ((hotspot.class ?? "storage") !== "storage") continue;
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

    it("makes the same report again from the same recording, byte for byte", async () => {
      const first = readFileSync(join(PROJECTS, project, "parallel-evm/report.json"), "utf8");
      if (report.summary.transactions === 0) return;
      const again = await hardhat(project, ["parallel-evm", "report"]);
      assert.equal(again.exitCode, 0, again.output);
      const second = readFileSync(join(PROJECTS, project, "parallel-evm/report.json"), "utf8");
      assert.equal(second, first);
    });
  });
}

describe("mocha's parallel mode", () => {
  it("gives the same report as the serial mode", async () => {
    const { exitCode, output } = await hardhat("mocha-parallel", ["test", "--parallel-evm"]);
    assert.equal(exitCode, 0, output);
    const parallel = withoutChance(reportOf("mocha-parallel"));
    const serialRun = await hardhat("mocha-parallel", ["test", "--parallel-evm"], { SERIAL: "1" });
    assert.equal(serialRun.exitCode, 0, serialRun.output);
    assert.deepEqual(withoutChance(reportOf("mocha-parallel")), parallel);
  });
});

/**
 * What differs between two runs of the same suite: of transactions that a test sends at the same
 * time, which comes first, and the fee, and so the hash, that it took from the latest block.
 */
function withoutChance(report: ParallelReport): ParallelReport {
  const scenarios = report.scenarios.map((scenario) => ({
    ...scenario,
    transactions: scenario.transactions.map((tx) => ({ ...tx, hash: "", from: "" })),
  }));
  return { ...report, scenarios };
}

/** Test titles with their marks, and the failures' messages: all but times and what the plugin adds. */
function resultsOf(output: string): string[] {
  const [results = ""] = output.split(REPORT_BEGINS);
  return (
    results
      .split("\n")
      .map((line) => line.replace(/\(?\b[\d.]+ ?m?s\b\)?/g, "").trimEnd())
      .filter((line) => /[✔✓✖\-]|^\s*\d+\)|Error|passing|failing|pending/.test(line))
      // Stack frames of Hardhat's and of the plugin's hooks.
      .filter((line) => !/^\s*at /.test(line))
      // Mocha's parallel mode prints its files in the order in which they end.
      .sort()
  );
}

function mochaCounts(output: string): Expected["tests"] {
  const count = (word: string) =>
    Number(new RegExp(`^ +(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
  return { passing: count("passing"), failing: count("failing"), pending: count("pending") };
}

function isHotspot(found: ReportHotspot, expected: ExpectedHotspot): boolean {
  if (found.contract !== expected.contract) return false;
  if (found.class !== (expected.class ?? "storage")) return false;
  if (found.class !== "storage") return found.variable === expected.variable;
  const paths = [expected.path, ...(expected.alsoPaths ?? []), ...(expected.packed ?? [])];
  return found.path.split(", ").some((path) => paths.includes(path));
}

function describeHotspots(report: ParallelReport): string {
  return report.hotspots
    .map((hotspot) => `${hotspot.class} ${hotspot.contract} ${hotspot.path}`)
    .join("; ");
}

/** Whether the line, or the statement that begins there, declares one of the variables. */
function declares(
  project: string,
  source: { file: string; line: number },
  variables: string,
): boolean {
  const path = source.file.startsWith("contracts/")
    ? join(PROJECTS, project, source.file)
    : join(ROOT, "node_modules", source.file);
  const line = readFileSync(path, "utf8").split("\n")[source.line - 1] ?? "";
  return variables.split(", ").some((variable) => new RegExp(`\\b${variable}\\b`).test(line));
}

function usesIr(project: string): boolean {
  return readFileSync(join(PROJECTS, project, "hardhat.config.ts"), "utf8").includes("viaIR");
}

function reportOf(project: string): ParallelReport {
  return readJson(project, "parallel-evm/report.json") as ParallelReport; // made by this package
}

function readJson(project: string, file: string): unknown {
  return JSON.parse(readFileSync(join(PROJECTS, project, file), "utf8"));
}

async function hardhat(
  project: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<HardhatRun> {
  return runHardhat(join(PROJECTS, project), args, environment);
}
