import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";

import type { ParallelReport } from "../src/internal/model/report.ts";
import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { ROOT, runHardhat } from "./support/run-hardhat.ts";

/** The plugin as built, in a project of its own, by Hardhat's command line. */
describe("the plugin in a project", () => {
  let copied: CopiedProject;
  let folder: string;
  let project: string;

  before(async () => {
    copied = await copyProject("hot-counter");
    ({ folder, project } = copied);
  });

  beforeEach(() => {
    configure("");
    rmSync(join(project, "parallel-evm"), { recursive: true, force: true });
  });

  after(() => {
    copied.remove();
  });

  /** Adds options to the config file. */
  function configure(options: string): void {
    copied.configure(options);
  }

  function readReport(output = "parallel-evm"): ParallelReport {
    const text = readFileSync(join(project, output, "report.json"), "utf8");
    return JSON.parse(text) as ParallelReport; // made by this package
  }

  it("loads nothing heavy, and writes nothing, without the flag", async () => {
    const log = join(folder, "loaded.txt");
    const hook = join(folder, "log-modules.mjs");
    writeFileSync(
      hook,
      `import { appendFileSync } from "node:fs";
       import { registerHooks } from "node:module";
       registerHooks({ load(url, context, next) {
         appendFileSync(${JSON.stringify(log)}, url + "\\n");
         return next(url, context);
       } });`,
    );
    const options = { NODE_OPTIONS: `--import ${hook}` };
    const without = await runHardhat(project, ["test"], options);
    assert.equal(without.exitCode, 0, without.output);
    const loaded = readFileSync(log, "utf8").split("\n");
    const ours = loaded.filter((url) => url.includes("/dist/internal/") && url.includes(ROOT));
    const light = "internal/test-runners/publishes-node-tests.js"; // compares a version
    const folders = new Set(
      ours.filter((url) => !url.endsWith(light)).map((url) => /internal\/([^/]+)\//.exec(url)?.[1]),
    );
    assert(ours.length > 0, "the plugin was not loaded at all");
    for (const name of folders) {
      assert(["hook-handlers", "config", "primitives", "tasks"].includes(name ?? ""), name);
    }
    assert(!loaded.some((url) => url.includes("@ethereumjs")));
    assert(!existsSync(join(project, "parallel-evm")));
  });

  it("takes the flag from the environment, and for one runner", async () => {
    const all = await runHardhat(project, ["test"], { HARDHAT_PARALLEL_EVM: "true" });
    assert.equal(all.output.match(/^Parallel EVM$/gm)?.length, 1, all.output);
    const one = await runHardhat(project, ["test", "mocha", "--parallel-evm"]);
    assert.equal(one.output.match(/^Parallel EVM$/gm)?.length, 1, one.output);
    assert.equal(readReport().summary.verification.mismatched, 0);
  });

  it("uses every option", async () => {
    configure(
      `parallelEvm: { threads: 1, output: "reports/parallel", scenarios: ["block"], profile: "key-based", top: 1 },`,
    );
    const { exitCode, output } = await runHardhat(project, ["test", "--parallel-evm"]);
    assert.equal(exitCode, 0, output);
    const { summary, scenarios } = readReport("reports/parallel");
    assert.equal(summary.executor.workers, 1);
    assert.deepEqual([...new Set(scenarios.map(({ kind }) => kind))], ["block"]);
    assert.deepEqual([...new Set(scenarios.map(({ profile }) => profile))], ["key-based"]);
    assert(!existsSync(join(project, "parallel-evm")));
  });

  it("says when there are more threads than cores, and goes on", async () => {
    configure("parallelEvm: { threads: 5000 },");
    const { exitCode, output } = await runHardhat(project, ["test", "--parallel-evm"]);
    assert.equal(exitCode, 0, output);
    const { notes, executor } = readReport().summary;
    assert(executor.workers < 5000);
    assert(
      notes.some((note) => note.includes("5000")),
      notes.join("\n"),
    );
    assert(output.includes("5000"));
  });

  for (const [options, complaint] of [
    ["parallelEvm: { threads: 0 },", /parallelEvm\.threads/],
    ["parallelEvm: { treads: 2 },", /treads.*threads/s],
    ['parallelEvm: { scenarios: ["blok"] },', /parallelEvm\.scenarios/],
    ["parallelEvm: 3,", /parallelEvm/],
  ] as const) {
    it(`rejects ${options} by name`, async () => {
      configure(options);
      const { exitCode, output } = await runHardhat(project, ["build"]);
      assert.equal(exitCode, 1);
      assert.match(output, complaint);
      assert(!output.includes("report it"), "Hardhat takes it for a bug");
    });
  }

  it("prints the report and says so when the output folder cannot be written", async () => {
    writeFileSync(join(project, "occupied"), "a file, not a folder");
    configure(`parallelEvm: { output: "occupied" },`);
    const without = await runHardhat(project, ["test"]);
    const { exitCode, output } = await runHardhat(project, ["test", "--parallel-evm"]);
    assert.equal(exitCode, without.exitCode);
    assert.match(output, /36 matched/);
    assert.match(output, /Counter\.total/);
    assert.match(output, /PE001/);
    assert(!output.includes("occupied/report.json"), "it names a file that was not written");
    assert.equal(readFileSync(join(project, "occupied"), "utf8"), "a file, not a folder");
    // Nothing was compared then, so that what is to be compared has not passed.
    const check = await runHardhat(project, ["test", "--parallel-evm", "--parallel-evm-check"]);
    assert.equal(check.exitCode, 1, check.output);
  });

  it("names, skips and counts a damaged line of the recording", async () => {
    await runHardhat(project, ["test", "--parallel-evm"]);
    const before = readReport();
    const recording = join(project, "parallel-evm/recording");
    const [name = ""] = readdirSync(recording);
    const lines = readFileSync(join(recording, name), "utf8").trimEnd().split("\n");
    const damaged = lines.findLastIndex((line) => line.includes('"kind":"transaction"'));
    lines[damaged] = (lines[damaged] ?? "").slice(0, 100);
    writeFileSync(join(recording, name), `${lines.join("\n")}\n`);
    appendFileSync(join(recording, name), '{"kind":"unheard-of"}\n');
    const { exitCode, output } = await runHardhat(project, ["parallel-evm", "report"]);
    assert.equal(exitCode, 0, output);
    const { summary } = readReport();
    assert.equal(summary.transactions, before.summary.transactions - 1);
    assert.equal(summary.verification.mismatched, 0);
    const text = summary.notes.join("\n");
    assert(text.includes(`${name}:${damaged + 1}:`), text);
    assert(text.includes(`${name}:${lines.length + 1}:`), text);
  });

  it("says that there is no recording, and how to make one", async () => {
    const { exitCode, output } = await runHardhat(project, ["parallel-evm", "report"]);
    assert.equal(exitCode, 1);
    assert.match(output, /PE002/);
    assert.match(output, /npx hardhat test --parallel-evm/);
  });

  it("observes a script on the network parallelEvm without the flag", async () => {
    writeFileSync(join(project, "script.ts"), SCRIPT);
    const plain = await runHardhat(project, ["run", "script.ts"]);
    assert.equal(plain.exitCode, 0, plain.output);
    assert(!plain.output.includes("Parallel EVM"));
    const observed = await runHardhat(project, ["run", "script.ts", "--network", "parallelEvm"]);
    assert.equal(observed.exitCode, 0, observed.output);
    assert.match(observed.output, /total 3/);
    assert.match(observed.output, /Counter\.total/);
    const { summary, scenarios } = readReport();
    assert.deepEqual(summary.verification, { matched: 4, mismatched: 0, skipped: 0 });
    assert.equal(scenarios[0]?.transactions.length, 3);
  });

  it("witnesses a block of 300 transactions", async () => {
    writeFileSync(join(project, "block.ts"), LARGE_BLOCK_SCRIPT);
    const run = await runHardhat(project, ["run", "block.ts", "--network", "parallelEvm"]);
    assert.equal(run.exitCode, 0, run.output);
    const { summary, scenarios } = readReport();
    assert.deepEqual(summary.verification, { matched: 301, mismatched: 0, skipped: 0 });
    const block = scenarios.find(({ kind }) => kind === "block");
    assert.equal(block?.transactions.length, 300);
    assert.deepEqual(summary.notes, []);
  });

  it("makes one report of all runtime environments of a process", async () => {
    writeFileSync(join(project, "environments.ts"), ENVIRONMENTS_SCRIPT);
    const args = ["run", "environments.ts", "--no-compile"];
    const { exitCode, output } = await runHardhat(project, args);
    assert.equal(exitCode, 0, output);
    assert.equal(output.match(/^Parallel EVM$/gm)?.length, 1, output);
    const { summary } = readReport();
    assert.equal(summary.transactions, 7);
    assert.equal(summary.verification.matched, 7);
  });

  it("changes nothing in coverage and gas statistics", async () => {
    const file = join(project, "test/counter.ts");
    const suite = readFileSync(file, "utf8");
    // In another order each time.
    const concurrent = 'it("counts clicks that are sent concurrently"';
    assert(suite.includes(concurrent));
    writeFileSync(file, suite.replace(concurrent, concurrent.replace("it(", "it.skip(")));
    try {
      const measured = async (...flags: string[]) => {
        const args = ["test", "--coverage", "--gas-stats", ...flags];
        const { exitCode, output } = await runHardhat(project, args);
        assert.equal(exitCode, 0, output);
        // Hardhat's tables.
        return output.split("\n").filter((line) => /^[|╔╟╠╚║┌├└│+]/.test(line));
      };
      const without = await measured();
      assert(without.length > 10, without.join("\n"));
      assert(without.some((line) => line.includes("Counter.sol")));
      assert(without.some((line) => line.includes("incrementBy")));
      assert.deepEqual(await measured("--parallel-evm"), without);
      const { summary } = readReport();
      assert.equal(summary.verification.matched, summary.transactions);
      assert.match(summary.notes.join("\n"), /code that --coverage has instrumented/);
    } finally {
      writeFileSync(file, suite);
      await runHardhat(project, ["build", "--force"]);
    }
  });

  it("leaves http networks alone, with a note", async () => {
    configure(`networks: { remote: { type: "http", url: "http://127.0.0.1:1" } },`);
    writeFileSync(
      join(project, "http.ts"),
      `import { network } from "hardhat"; await network.create("remote"); console.log("done");`,
    );
    const { exitCode, output } = await runHardhat(project, ["run", "http.ts", "--parallel-evm"]);
    assert.equal(exitCode, 0, output);
    assert.match(output, /done/);
    assert.match(output, /Network remote is not simulated by Hardhat/);
  });
});

const LARGE_BLOCK_SCRIPT = `
import { network } from "hardhat";
const { ethers, networkHelpers, provider } = await network.create({
  network: "parallelEvm",
  override: { blockGasLimit: 300_000_000n },
});
const counter = await ethers.deployContract("Counter");
await provider.request({ method: "evm_setAutomine", params: [false] });
const signers = await ethers.getSigners();
for (let i = 0; i < 300; i++) {
  await counter.connect(signers[i % signers.length]).increment({ gasLimit: 100_000 });
}
await networkHelpers.mine();
`;

const ENVIRONMENTS_SCRIPT = `
import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment, importUserConfig } from "hardhat/hre";
const file = fileURLToPath(new URL("./hardhat.config.ts", import.meta.url));
const config = await importUserConfig(file);
for (const clicks of [2, 3]) {
  const hre = await createHardhatRuntimeEnvironment(config, { parallelEvm: true }, file);
  const { ethers } = await hre.network.create();
  const counter = await ethers.deployContract("Counter");
  for (const signer of (await ethers.getSigners()).slice(0, clicks)) {
    await counter.connect(signer).increment();
  }
}
`;

const SCRIPT = `
import { network } from "hardhat";
const { ethers } = await network.create();
const counter = await ethers.deployContract("Counter");
for (const signer of (await ethers.getSigners()).slice(0, 3)) {
  await counter.connect(signer).increment();
}
console.log("total", await counter.total());
`;
