import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ProvableFinding } from "../../src/internal/model/proof.ts";
import { changedContracts } from "../../src/internal/proofs/changed-contracts.ts";
import { planBatches } from "../../src/internal/proofs/plan-batches.ts";
import { compile } from "../slot-naming/support/compile.ts";

const HEAD = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.28;\n";

/** D is for A and, through C, for B; E is alone. */
const CONTRACTS = compile({
  "a.sol": `${HEAD}contract A { uint256 public a; }`,
  "b.sol": `${HEAD}contract B { uint256 public b; }`,
  "c.sol": `${HEAD}import { B } from "./b.sol";\ncontract C is B {}\ncontract Other {}`,
  "d.sol": `${HEAD}import "./a.sol";\nimport "./c.sol";\ncontract D { A a; C c; }`,
  "e.sol": `${HEAD}contract E { uint256 public e; }`,
});

describe("changedContracts", () => {
  const changed = (...files: string[]) => [...changedContracts(new Set(files), CONTRACTS)].sort();

  it("are those of a file and of all that import it, however far", () => {
    assert.deepEqual(changed("e.sol"), ["e.sol:E"]);
    assert.deepEqual(changed("a.sol"), ["a.sol:A", "d.sol:D"]);
    assert.deepEqual(changed("b.sol"), ["b.sol:B", "c.sol:C", "c.sol:Other", "d.sol:D"]);
    assert.deepEqual(changed("a.sol", "e.sol"), ["a.sol:A", "d.sol:D", "e.sol:E"]);
    assert.deepEqual(changed("none.sol"), []);
  });
});

describe("planBatches", () => {
  const patchOf = (name: string, change: string) =>
    `--- a/${name}.sol\n+++ b/${name}.sol\n@@ -1,1 +1,1 @@\n-old\n+${change}\n`;

  const finding = (name: string, variable: string, change = variable): ProvableFinding => ({
    rule: "global-counter",
    contract: `${name}.sol:${name.toUpperCase()}`,
    variable,
    patch: patchOf(name, change),
    profile: null,
    gain: null,
    functions: [],
    places: [],
  });

  /** By contracts that a scenario runs the code of, the variables that are proved together. */
  function plan(findings: readonly ProvableFinding[], ...scenarios: string[][]): string[][] {
    const ran = scenarios.map((names) => ({ contracts: new Set(names) }));
    return planBatches(findings, CONTRACTS, ran).map((batch) =>
      batch.map((diff) => diff.findings.map(({ variable }) => variable).join("+")),
    );
  }

  it("has together what nothing runs both of", () => {
    assert.deepEqual(plan([finding("a", "a"), finding("e", "e")], ["a.sol:A"], ["e.sol:E"]), [
      ["a", "e"],
    ]);
  });

  it("has apart what a scenario runs both of", () => {
    const both = ["e.sol:E", "a.sol:A"];
    assert.deepEqual(plan([finding("a", "a"), finding("e", "e")], both), [["a"], ["e"]]);
  });

  it("has apart what a third contract imports both of, though no transaction runs it", () => {
    assert.deepEqual(plan([finding("a", "a"), finding("b", "b"), finding("e", "e")]), [
      ["a", "e"],
      ["b"],
    ]);
  });

  it("has two diffs for one file apart, and one diff for two variables once", () => {
    assert.deepEqual(
      plan([
        finding("e", "x"),
        finding("e", "y"),
        finding("a", "v", "same"),
        finding("a", "w", "same"),
      ]),
      [["x", "v+w"], ["y"]],
    );
  });
});
