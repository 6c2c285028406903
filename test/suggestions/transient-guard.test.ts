import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { transientGuard } from "../../src/internal/suggestions/patches/transient-guard.ts";
import {
  codeNamed,
  codesOf,
  type Compilation,
  type Files,
  refactored,
} from "./support/refactored.ts";

const HEAD = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.24;\n";
const IMPORT = `import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";\n`;
const BASE = `${HEAD}${IMPORT}abstract contract Base is ReentrancyGuard { function f() external nonReentrant {} }\n`;
const HEIR = `${HEAD}import {Base} from "./Base.sol";\ncontract A is Base { function g() external nonReentrant {} }\n`;
const NEW: Compilation = { info: { version: "0.8.37" } };

/** The guard of contract A replaced; undefined where it is refused. */
function replaced(files: Files, compilation: Compilation = NEW): Files | undefined {
  const project = codesOf(files, compilation);
  const code = codeNamed(project, "A");
  const guard = code.bases.find(({ contract }) => contract === "ReentrancyGuard");
  assert(guard !== undefined);
  return refactored(files, transientGuard(project, code, guard));
}

describe("transientGuard", () => {
  it("changes import and base where the guard is inherited, and nothing elsewhere", () => {
    const result = replaced({ "contracts/Base.sol": BASE, "contracts/A.sol": HEIR });
    assert.equal(result?.["contracts/A.sol"], HEIR);
    assert.equal(
      result["contracts/Base.sol"],
      BASE.replaceAll("ReentrancyGuard", "ReentrancyGuardTransient"),
    );
  });

  it("changes all files of a family together", () => {
    const other = `${HEAD}${IMPORT}import {Base} from "./Base.sol";\ncontract A is ReentrancyGuard, Base {}\n`;
    const result = replaced({ "contracts/Base.sol": BASE, "contracts/A.sol": other });
    assert.match(result?.["contracts/Base.sol"] ?? "", /is ReentrancyGuardTransient/);
    assert.match(result?.["contracts/A.sol"] ?? "", /is ReentrancyGuardTransient, Base/);
  });

  it("keeps a name that the file gives to it", () => {
    const file = `${HEAD}${IMPORT.replace("{ReentrancyGuard}", "{ReentrancyGuard as Lock}")}contract A is Lock {}\n`;
    // Its name is another one than the guard's: no plain case.
    assert.equal(replaced({ "contracts/A.sol": file }), undefined);
  });

  const file = { "contracts/A.sol": `${HEAD}${IMPORT}contract A is ReentrancyGuard {}\n` };
  const cases: readonly (readonly [string, Compilation, boolean])[] = [
    ["the default of solc 0.8.25", { info: { version: "0.8.25" } }, true],
    ["the default of solc 0.8.24", { info: { version: "0.8.24" } }, false],
    ["cancun on solc 0.8.24", { info: { version: "0.8.24", evmVersion: "cancun" } }, true],
    ["paris", { info: { version: "0.8.37", evmVersion: "paris" } }, false],
    ["what comes after cancun", { info: { version: "0.8.37", evmVersion: "osaka" } }, true],
    ["a compiler that is not known", { info: null }, false],
    ["OpenZeppelin 5.1", { ...NEW, packageVersion: "5.1.0" }, true],
    ["OpenZeppelin 5.0", { ...NEW, packageVersion: "5.0.2" }, false],
  ];
  for (const [what, compilation, isOffered] of cases) {
    it(`${isOffered ? "is offered on" : "is refused on"} ${what}`, () => {
      assert.equal(replaced(file, compilation) !== undefined, isOffered);
    });
  }
});
