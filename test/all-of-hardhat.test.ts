/** What Hardhat's users do with its network, in a suite that has all of it: nothing of it changes with the flag. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import type { ParallelReport } from "../src/internal/model/report.ts";
import { asReport } from "./report/report-schema.ts";
import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { type HardhatRun, runHardhat } from "./support/run-hardhat.ts";

describe("a suite that does all that Hardhat's network can", () => {
  let copied: CopiedProject;
  let withFlag: HardhatRun;
  let report: ParallelReport;
  before(async () => {
    copied = await copyProject("all-of-hardhat");
    withFlag = await runHardhat(copied.project, ["test", "--parallel-evm"]);
    const file = join(copied.project, "parallel-evm/report.json");
    report = asReport(JSON.parse(readFileSync(file, "utf8")));
  });
  after(() => {
    copied.remove();
  });

  it("has the same results with and without the flag", async () => {
    const without = await runHardhat(copied.project, ["test"]);
    assert.equal(without.exitCode, 0, without.output);
    assert.equal(withFlag.exitCode, 0, withFlag.output);
    assert.deepEqual(resultsIn(withFlag.output), resultsIn(without.output));
    assert(resultsIn(without.output).length > 15);
    for (const { output } of [without, withFlag]) assert.match(output, /\(1 solidity, \d+ mocha\)/);
  });

  it("leaves Solidity tests alone where they run by themselves", async () => {
    const alone = await runHardhat(copied.project, ["test", "solidity", "--parallel-evm"]);
    assert.equal(alone.exitCode, 0, alone.output);
    assert.match(alone.output, /1 passing/);
  });

  it("is verified, but for what is not supported, which is named", () => {
    const { mismatches, verification, skipped, transactions, notes } = report.summary;
    assert.deepEqual(mismatches, []);
    assert.deepEqual(notes, []);
    assert.deepEqual(skipped.map(({ reason }) => reason.replace(/ [(:].*/, "")).sort(), [
      "chain type op is not supported",
      "hardfork amsterdam is not supported",
    ]);
    // Four of each: a creation, two calls, a payment.
    assert.equal(verification.skipped, 8);
    assert.equal(verification.matched, transactions - 8);
  });

  it("has names for slots of every kind, and none where nothing gives one", () => {
    const paths = new Set(report.hotspots.map(({ path }) => path));
    for (const path of ["total", "sum", "votes.all", "deposits", "pooled", "funded", SLOT]) {
      assert(
        [...paths].some((one) => one.endsWith(path)),
        `${path} in ${[...paths].join("; ")}`,
      );
    }
  });
});

/** It has no name. */
const SLOT = `slot 0x${"42".padStart(64, "0")}`;

/** Tests with their marks, without their times. */
function resultsIn(output: string): string[] {
  return output
    .split("\n")
    .filter((line) => /^\s+(?:✔|\d+\)) /.test(line))
    .map((line) => line.replace(/ \(\d+ms\)$/, ""));
}
