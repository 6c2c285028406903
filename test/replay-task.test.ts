import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";

import type { ReplayReport } from "../src/internal/model/replay.ts";
import { type Json, TINY_GAS, tinyBlock, word } from "./block-files/tiny-block.ts";
import { ROOT, runHardhat } from "./support/run-hardhat.ts";
import { needsBlocks, sharedBlock } from "./support/shared-blocks.ts";

const CONFIG = `
import { defineConfig } from "hardhat/config";
import hardhatParallelEvm from "hardhat-parallel-evm";

export default defineConfig({ plugins: [hardhatParallelEvm], parallelEvm: { threads: 1 } });
`;

/** The task of the plugin as built, in an empty project, by Hardhat's command line. */
describe("parallel-evm replay", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "replay-task-"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "hardhat.config.ts"), CONFIG);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
    write("good.json", tinyBlock());
    const packed = gzipSync(JSON.stringify(tinyBlock({ number: 5, title: "Five" })));
    writeFileSync(join(folder, "packed.json.gz"), packed);
    writeFileSync(join(folder, "half.json.gz"), packed.subarray(0, 100));
    write("foreign.json", { schemaVersion: 1 });
    write("wrong.json", tinyBlock({ expected: { gasUsed: 1, receiptsRoot: word(1) } }));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: Json): void {
    writeFileSync(join(folder, name), JSON.stringify(content));
  }

  const replay = (...args: string[]) => runHardhat(folder, ["parallel-evm", "replay", ...args]);

  function readData(name: string): ReplayReport {
    return JSON.parse(readFileSync(join(folder, name), "utf8")) as ReplayReport; // just written
  }

  it("explains itself", async () => {
    const { exitCode, output } = await replay("--help");
    assert.equal(exitCode, 0);
    for (const text of ["--json", "--threads", "--rounds", "--no-stock", "files", "(default: 5)"]) {
      assert(output.includes(text), text);
    }
    const { output: parent } = await runHardhat(folder, ["parallel-evm", "--help"]);
    assert.match(parent, /parallel-evm replay +Runs blocks from files/);
  });

  it("replays files, packed or not, and writes the same as data", async () => {
    const args = ["good.json", "packed.json.gz", "--rounds", "0", "--json", "out/replay.json"];
    const { exitCode, output } = await replay(...args);
    assert.equal(exitCode, 0, output);
    assert.match(output, /Block 17,100,000 \(shanghai\) +good\.json/);
    assert.match(output, /Five \(shanghai\) +packed\.json\.gz/);
    assert.match(
      output,
      /4 transactions of 4 senders, 102,467 gas\. Gas used and receipts root are/,
    );
    assert.match(output, /speed-up +1\.26x/);
    assert.match(output, /slot 0x0 of 0x0+c0/);
    assert.match(output, /All 2 match\./);
    assert.match(output, /The same as data: out\/replay\.json/);
    assert.doesNotMatch(output, /Measured/);
    const { blocks, summary, errors, threads } = readData("out/replay.json");
    assert.deepEqual(
      blocks.map(({ file, number, gasUsed, matched, ms }) => [file, number, gasUsed, matched, ms]),
      [
        ["good.json", 17_100_000, TINY_GAS, true, null],
        ["packed.json.gz", 5, TINY_GAS, true, null],
      ],
    );
    assert.equal(summary.matched, 2);
    assert.deepEqual(errors, []);
    assert.equal(threads, 1);
  });

  it("says of each file what is wrong with it, runs the others, and exits with 1", async () => {
    const files = ["none.json", "half.json.gz", "foreign.json", "wrong.json", "good.json"];
    const { exitCode, output } = await replay(...files, "--rounds", "0", "--json", "failed.json");
    assert.equal(exitCode, 1);
    assert.match(output, /PE004: .*none\.json.*there is no such file/s);
    assert.match(output, /PE005: half\.json\.gz.*it ends too early/s);
    assert.match(output, /PE007: foreign\.json.*number: Missing/s);
    assert.match(output.replace(/\s+/g, " "), /PE008: .*gas used: header 1, executor 102467;/);
    assert.match(output, /Block 17,100,000 \(shanghai\) +good\.json/);
    assert.match(output, /1 of 5 files match\./);
    assert(!output.includes("report it"), "Hardhat takes it for a bug");
    const { blocks, errors } = readData("failed.json");
    assert.deepEqual(
      blocks.map(({ file, matched }) => [file, matched]),
      [
        ["wrong.json", false],
        ["good.json", true],
      ],
    );
    assert.deepEqual(
      errors.map(({ file, code }) => [file, code]),
      [
        ["none.json", "PE004"],
        ["half.json.gz", "PE005"],
        ["foreign.json", "PE007"],
        ["wrong.json", "PE008"],
      ],
    );
  });

  it("wants a file", async () => {
    const { exitCode, output } = await replay();
    assert.equal(exitCode, 1);
    assert.match(output, /PE003.*parallel-evm replay blocks\/\*\.json\.gz/s);
  });

  it("takes threads, at most one a core, and no nonsense", async () => {
    const { exitCode, output } = await replay("good.json", "--rounds", "0", "--threads", "5000");
    assert.equal(exitCode, 0, output);
    assert.match(output, /--threads is 5000, but this machine has/);
    for (const wrong of ["-1", "two", "1.5"]) {
      const run = await replay("good.json", "--threads", wrong);
      assert.equal(run.exitCode, 1, wrong);
      assert.doesNotMatch(run.output, /17,100,000/);
    }
  });

  it("says that the data cannot be written, after all else", async () => {
    const { exitCode, output } = await replay(
      "good.json",
      "--rounds",
      "0",
      "--json",
      "good.json/x",
    );
    assert.equal(exitCode, 1);
    assert.match(output, /17,100,000.*PE012/s);
  });

  it("replays blocks of mainnet", needsBlocks, async () => {
    const files = [4_864_590, 5_283_152, 8_889_776].map(sharedBlock);
    const { exitCode, output } = await replay(...files, "--rounds", "0", "--threads", "2");
    assert.equal(exitCode, 0, output);
    assert.match(output, /All 3 match\. 675 transactions, 25,961,374 gas/);
  });
});
