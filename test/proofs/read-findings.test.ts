import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import type { KeyedProof } from "../../src/internal/model/proof.ts";
import { chooseFindings } from "../../src/internal/proofs/choose-findings.ts";
import { proofsFile, readProofs, addProof } from "../../src/internal/proofs/proofs-file.ts";
import { readFindings } from "../../src/internal/proofs/read-findings.ts";
import { readTestResults } from "../../src/internal/proofs/read-test-results.ts";
import { TestResults } from "../../src/internal/test-runners/test-results.ts";

const finding = (
  rule: string,
  contract: string,
  variable: string,
  patch: string | null = "diff",
) => ({
  rule,
  contract: `contracts/${contract}.sol:${contract}`,
  variable,
  patch,
  profile: null,
  gain: { now: 1, alone: 5, remedy: { kind: "shard", shards: 16, isSummed: true } as const },
  functions: [`${contract}.call`],
});

const OTHERS = { hotspots: [], otherEngines: [] };

describe("what proofs read and write", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "proof-files-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  it("takes the findings that have a diff from a report", async () => {
    const all = [finding("cap", "Sale", "sold", null), finding("global-counter", "Shop", "sales")];
    const hotspot = (contract: string | null, path: string, findings: unknown[]) => ({
      class: "storage",
      contract,
      path,
      more: true,
      findings,
    });
    const report = {
      schemaVersion: 1,
      findings: all,
      hotspots: [hotspot(null, "slot 1", [all[1]]), hotspot("Shop", "sold", [all[0]])],
      otherEngines: [hotspot("Shop", "sales[*]", [all[0], all[1]])],
    };
    const places = [
      { class: "storage", contract: null, path: "slot 1" },
      { class: "storage", contract: "Shop", path: "sales[*]" },
    ];
    assert.deepEqual(await readFindings(write("report.json", report)), [{ ...all[1], places }]);
  });

  it("says what is wrong with a report", async () => {
    for (const [name, content] of [
      ["cut.json", '{ "schemaVersion": 1, "find'],
      ["other.json", { ...OTHERS, schemaVersion: 2, findings: [] }],
      ["wrong.json", { ...OTHERS, schemaVersion: 1, findings: [{ rule: 3 }] }],
    ] as const) {
      await assert.rejects(readFindings(write(name, content)), { code: "PE019" }, name);
    }
    await assert.rejects(readFindings(join(folder, "none.json")), { code: "PE019" });
  });

  it("chooses by rule, by hotspot, by both, or all", () => {
    const [a, b, c] = [
      { ...finding("global-counter", "Shop", "sales"), patch: "a", places: [] },
      { ...finding("global-counter", "Bank", "sales"), patch: "b", places: [] },
      { ...finding("global-nonce", "Bank", "nonce"), patch: "c", places: [] },
    ] as const;
    const all = [a, b, c];
    assert.deepEqual(chooseFindings(all, {}), all);
    assert.deepEqual(chooseFindings([], {}), []);
    assert.deepEqual(chooseFindings(all, { rule: "global-counter" }), [a, b]);
    assert.deepEqual(chooseFindings(all, { hotspot: "Bank.sales" }), [b]);
    assert.deepEqual(chooseFindings(all, { hotspot: "contracts/Bank.sol:Bank.nonce" }), [c]);
    assert.deepEqual(chooseFindings(all, { rule: "global-nonce", hotspot: "Bank.nonce" }), [c]);
    assert.throws(() => chooseFindings(all, { rule: "global-nonce", hotspot: "Shop.sales" }), {
      code: "PE016",
      message:
        /of the rule global-nonce at Shop\.sales.*global-counter at Shop\.sales, global-counter at Bank/s,
    });
    assert.throws(() => chooseFindings([], { rule: "cap" }), { code: "PE016", message: /None in/ });
  });

  it("reads the results of tests, a line that was cut off left out", async () => {
    const results = new TestResults(join(folder, "results"), "/project", "mocha");
    results.add("a b", "passing", "/project/test/a.ts");
    results.add("c", "failing", "test/c.ts");
    const expected = [
      { runner: "mocha", file: "test/a.ts", title: "a b", state: "passing" },
      { runner: "mocha", file: "test/c.ts", title: "c", state: "failing" },
    ];
    assert.deepEqual(await readTestResults(join(folder, "results")), expected);
    writeFileSync(join(folder, "results/results.jsonl"), '{"runner":"mo', { flag: "a" });
    assert.deepEqual(await readTestResults(join(folder, "results")), expected);
    assert.deepEqual(await readTestResults(join(folder, "nowhere")), []);
  });

  const proof = (rule: string, patch: string, message = "well"): KeyedProof => ({
    rule,
    contract: null,
    variable: "x",
    patch,
    verdict: "proven",
    message,
    tests: {
      before: { passing: 1, failing: 0, pending: 0 },
      after: null,
      broken: [],
      notRun: [],
    },
    hotspot: null,
    speedup: {
      threads: 8,
      profile: "block-stm",
      before: 1,
      after: null,
      promised: null,
      modelled: null,
      scenarios: 1,
      compared: 0,
    },
  });

  it("keeps one proof of a diff, and those of one recording", async () => {
    const first = addProof([], proof("b", "1"), "run-1");
    const second = addProof(first.proofs, proof("a", "2"), "run-1");
    const third = addProof(second.proofs, proof("b", "1", "again"), "run-1");
    assert.deepEqual(third.proofs, [proof("a", "2"), proof("b", "1", "again")]);
    assert.equal(proofsFile(folder), write("proofs.json", third));
    assert.deepEqual(await readProofs(folder, "run-1"), third.proofs);
    assert.deepEqual(await readProofs(folder, "run-2"), []);
    write("proofs.json", "{");
    assert.deepEqual(await readProofs(folder, "run-1"), []);
  });
});
