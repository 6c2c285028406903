/**
 * Runs the fixture project `suggestions` and holds what is suggested to the tables that were written by hand:
 * for each rule contracts that hit, and near misses about which nothing may be said.
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import type { ParallelReport } from "../src/internal/model/report.ts";
import type { ReportFinding } from "../src/internal/model/report-finding.ts";
import { ALL_RULES } from "../src/internal/suggestions/all-rules.ts";
import { projectFile } from "./fixture-projects/project-file.ts";
import { lackOf, proveProject, type ProvedFinding } from "./fixture-projects/prove-project.ts";
import { readReport } from "./fixture-projects/read-report.ts";
import { runHardhat } from "./support/run-hardhat.ts";
import {
  isAllowed,
  isHit,
  readRuleTables,
  wrongFunctions,
} from "./suggestions/support/expected-findings.ts";

const PROJECT = "suggestions";
const tables = readRuleTables();
const allowed = tables.flatMap(({ also }) => also);

describe("fixture project suggestions", () => {
  let report: ParallelReport;
  let advice: readonly ReportFinding[];

  before(async () => {
    const folder = projectFile(PROJECT);
    const build = await runHardhat(folder, ["build"]);
    assert.equal(build.exitCode, 0, build.output);
    const run = await runHardhat(folder, ["test", "--no-compile", "--parallel-evm"]);
    assert.equal(run.exitCode, 0, run.output);
    report = readReport(PROJECT);
    advice = report.findings.filter(({ rule }) => rule !== "order-decides-success");
  });

  it("is verified, and nothing is left out for lack of time", () => {
    assert.deepEqual(report.summary.mismatches, []);
    assert.deepEqual(report.summary.skipped, []);
    assert.deepEqual(report.summary.notes, []);
    assert(report.crowds !== null);
    assert.deepEqual(report.crowds.leftOut, {
      calls: 0,
      functionPairs: 0,
      experiments: 0,
      functions: [],
    });
    assert.deepEqual(report.crowds.edr.differences, []);
  });

  it("has a table for each rule", () => {
    assert.deepEqual(
      tables.map(({ rule }) => rule),
      ALL_RULES.map(({ id }) => id).sort(),
    );
  });

  for (const { rule, hits, silent } of tables) {
    describe(rule, () => {
      for (const hit of hits) {
        it(`hits ${hit.variable} of ${hit.contract}`, () => {
          const found = advice.filter((finding) => isHit(finding, rule, hit));
          const [finding] = found;
          assert(finding !== undefined, describeAll(advice, hit.contract));
          assert.deepEqual(found.slice(1).map(lineOf), []);
          assert.deepEqual(wrongFunctions(finding, hit), []);
          assert.equal(finding.patch !== null, hit.diff, finding.patch ?? "no diff");
        });
      }

      for (const { contract } of silent) {
        it(`is silent about ${contract}`, () => {
          const said = advice.filter(
            (finding) =>
              finding.contract === contract && !allowed.some((one) => isAllowed(finding, one)),
          );
          assert.deepEqual(said.map(lineOf), []);
        });
      }
    });
  }

  it("says nothing else", () => {
    const others = advice.filter(
      (finding) =>
        !allowed.some((one) => isAllowed(finding, one)) &&
        !tables.some(({ rule, hits }) => hits.some((hit) => isHit(finding, rule, hit))),
    );
    assert.deepEqual(others.map(lineOf), []);
  });

  // Every kind of diff is here: those of the other projects are proved by `npm run test:proofs`.
  describe("its diffs, each applied to a copy and run with the tests", () => {
    let proved: readonly ProvedFinding[] = [];

    before(async () => {
      proved = await proveProject(PROJECT);
    });

    for (const { rule, hits } of tables) {
      for (const hit of hits.filter(({ diff }) => diff)) {
        it(`${rule} at ${hit.variable} of ${hit.contract}`, () => {
          const proofs = proved.filter(({ finding }) => isHit(finding, rule, hit));
          assert.equal(proofs.length, 1);
          assert.deepEqual(proofs.map(lackOf), [undefined]);
        });
      }
    }

    it("and all others", () => {
      assert.deepEqual(
        proved.flatMap((one) => lackOf(one) ?? []),
        [],
      );
    });
  });
});

function lineOf({ rule, contract, variable, message }: ReportFinding): string {
  return `${rule} at ${variable ?? ""} of ${contract ?? ""}: ${message}`;
}

function describeAll(findings: readonly ReportFinding[], contract: string): string {
  const about = findings.filter((finding) => finding.contract === contract);
  return about.length === 0 ? `nothing is said of ${contract}` : about.map(lineOf).join("\n");
}
