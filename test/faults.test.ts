import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import type { ParallelReport } from "../src/internal/model/report.ts";
import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { ROOT, runHardhat } from "./support/run-hardhat.ts";

const FAULT = pathToFileURL(join(ROOT, "test/support/fault.mjs")).href;

function options(memory: number): string {
  return `parallelEvm: { memory: ${memory}, crowds: { users: 4, seconds: 300 } },`;
}

/** What goes wrong beside the tests changes nothing in them; the report says what it lacks, if it lacks anything. */
describe("faults while a suite runs", () => {
  let copied: CopiedProject;
  let whole: ParallelReport;

  before(async () => {
    copied = await copyProject("hot-counter");
    // In another order each time.
    const file = join(copied.project, "test/counter.ts");
    const suite = readFileSync(file, "utf8");
    const title = 'it("counts clicks that are sent concurrently"';
    assert(suite.includes(title));
    writeFileSync(file, suite.replace(title, title.replace("it(", "it.skip(")));
    copied.configure(options(2_048));
    await run();
    whole = readReport();
    assert.equal(whole.summary.verification.matched, whole.summary.transactions);
  });

  after(() => {
    copied.remove();
  });

  /** The suite, with something that goes wrong. Gives what it printed. */
  async function run(fault?: string, { keep = false } = {}): Promise<string> {
    const environment =
      fault === undefined
        ? {}
        : { FAULT: fault, FAULT_ROOT: `${ROOT}/`, NODE_OPTIONS: `--import ${FAULT}` };
    if (!keep) rmSync(join(copied.project, "parallel-evm"), { recursive: true, force: true });
    const { exitCode, output } = await runHardhat(
      copied.project,
      ["test", "--no-compile", "--parallel-evm"],
      environment,
    );
    assert.equal(exitCode, 0, output);
    assert.match(output, /^\s+8 passing/m);
    assert.doesNotMatch(output, /failing|Unexpected|unhandled/i);
    return output;
  }

  function readReport(): ParallelReport {
    const text = readFileSync(join(copied.project, "parallel-evm/report.json"), "utf8");
    return JSON.parse(text) as ParallelReport; // made by this package
  }

  for (const fault of [
    "report process ends",
    "report process is killed",
    "report process throws",
    "report process does not start",
    "executor's threads end",
  ]) {
    it(`${fault}: the report lacks nothing`, async () => {
      await run(fault);
      const { summary, ...rest } = readReport();
      const { summary: expected, ...others } = whole;
      assert.deepEqual(rest, others);
      assert.deepEqual(
        { ...summary, executor: undefined, notes: [] },
        { ...expected, executor: undefined, notes: [] },
      );
    });
  }

  it("report process fills its memory: says how to make the report, which lacks nothing then", async () => {
    copied.configure(options(200));
    const output = await run("report process fills its memory");
    assert.doesNotMatch(output, /of an earlier run/);
    await run();
    const again = await run("report process fills its memory", { keep: true });
    assert.match(again, /What is in its folder is the report of an earlier run\./);
    copied.configure(options(2_048));
    assert.match(output, /PE050[^]*needs more than 200 MB[^]*npx hardhat parallel-evm report/);
    const { exitCode } = await runHardhat(copied.project, ["parallel-evm", "report"]);
    assert.equal(exitCode, 0);
    assert.deepEqual(readReport(), whole);
  });

  it("disk is full: says so, and reports what it has in memory", async () => {
    const output = await run("disk is full");
    const report = readReport();
    assert.match(output, /PE001|cannot be written: ENOSPC/);
    assert.deepEqual(report.hotspots, whole.hotspots);
    assert.deepEqual(report.summary, whole.summary);
  });

  it("trace fails: says of each transaction that it could not be run again, and why", async () => {
    const output = await run("trace fails");
    const { transactions, verification } = readReport().summary;
    assert.equal(transactions, whole.summary.transactions);
    assert.equal(verification.skipped, transactions);
    assert.match(output, /could not trace it: no trace\s+\(injected\)/);
  });

  it("a recording that was cut in the middle: reports what is left, and says what is not", async () => {
    await run();
    const folder = join(copied.project, "parallel-evm/recording");
    const [name] = readdirSync(folder);
    assert(name !== undefined);
    const text = readFileSync(join(folder, name), "utf8");
    const middle = Math.floor(text.length * 0.6);
    // At the end of a line all that is there can be read.
    for (const end of [middle, text.lastIndexOf("\n", middle) + 1]) {
      writeFileSync(join(folder, name), text.slice(0, end));
      const { exitCode, output } = await runHardhat(copied.project, ["parallel-evm", "report"]);
      assert.equal(exitCode, 0, output);
      const said = output.replaceAll(/\s+/g, " ");
      assert.match(said, /is not whole: it has no end/);
      assert.equal(said.includes("A line of the recording was skipped"), end === middle);
      const { transactions, verification } = readReport().summary;
      assert(transactions > 0 && transactions < whole.summary.transactions, `${transactions}`);
      assert.equal(verification.matched, transactions);
    }
  });
});
