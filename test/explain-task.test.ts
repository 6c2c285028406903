import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { ALL_RULES } from "../src/internal/suggestions/all-rules.ts";
import { GLOBAL_COUNTER } from "../src/internal/suggestions/rules/global-counter.ts";
import { ROOT, runHardhat } from "./support/run-hardhat.ts";

const CONFIG = `
import { defineConfig } from "hardhat/config";
import hardhatParallelEvm from "hardhat-parallel-evm";

export default defineConfig({ plugins: [hardhatParallelEvm] });
`;

/** The task of the plugin as built, in an empty project, by Hardhat's command line. */
describe("parallel-evm explain", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "explain-task-"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "hardhat.config.ts"), CONFIG);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const explain = (...args: string[]) => runHardhat(folder, ["parallel-evm", "explain", ...args]);

  it("prints the page of a rule", async () => {
    const { exitCode, output } = await explain("global-counter");
    assert.equal(exitCode, 0);
    assert(output.includes(`global-counter: ${GLOBAL_COUNTER.title}`));
    const plain = output.replace(/\s+/g, " ");
    const { detects, refactor, price, confidence, sources } = GLOBAL_COUNTER;
    const sure = Object.entries(confidence).map(([level, text]) => `${level}: ${text}`);
    assert.equal(sure.length, 2);
    for (const text of [detects, refactor, price, ...sure, ...sources])
      assert(plain.includes(text), text);
    for (const line of [...GLOBAL_COUNTER.bad.split("\n"), ...GLOBAL_COUNTER.better.split("\n")]) {
      assert(output.includes(line));
    }
    assert(output.includes("/// @custom:parallel-evm-ignore global-counter why"));
    assert(output.includes("/// @dev text @custom:parallel-evm-ignore global-counter why"));
  });

  it("lists all rules", async () => {
    const { exitCode, output } = await explain();
    assert.equal(exitCode, 0);
    for (const { id } of ALL_RULES) assert(output.includes(`  ${id} `), id);
  });

  it("knows what was meant", async () => {
    const { exitCode, output } = await explain("global-count");
    assert.equal(exitCode, 1);
    assert.match(output, /PE015: There is no rule "global-count"; did you mean "global-counter"\?/);
    assert(!output.includes("    at "), output);
  });
});
