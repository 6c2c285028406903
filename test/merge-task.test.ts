/** `parallel-evm merge`: what shards recorded gives the report that one run would have made. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { asReport } from "./report/report-schema.ts";
import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { runHardhat } from "./support/run-hardhat.ts";

const FILES = ["test/counter.ts", "test/vault.ts"];

/** Which of several requests comes first is not the same in two runs of a suite: here each waits for the one before. */
function inTurn(file: string): void {
  const sentInTurn = readFileSync(file, "utf8").replace(
    /await Promise\.all\(\s*(.+?)\.map\(\((\w+)\) => (.+)\),?\s*\);/,
    "for (const $2 of $1) await $3;",
  );
  assert.doesNotMatch(sentInTurn, /Promise\.all/);
  writeFileSync(file, sentInTurn);
}

describe("parallel-evm merge", () => {
  let copied: CopiedProject;
  before(async () => {
    copied = await copyProject("node-test");
    for (const file of FILES) inTurn(join(copied.project, file));
  });
  after(() => {
    copied.remove();
  });

  const run = async (...args: string[]) => runHardhat(copied.project, args);
  const output = () => join(copied.project, "parallel-evm");
  const report = () => asReport(JSON.parse(readFileSync(join(output(), "report.json"), "utf8")));

  it("makes the report of all shards", async () => {
    const whole = await run("test", "nodejs", ...FILES, "--parallel-evm");
    assert.equal(whole.exitCode, 0, whole.output);
    const expected = report();
    rmSync(output(), { recursive: true });
    mkdirSync(join(copied.folder, "shards"));
    const shards: string[] = [];
    // The last one first: the order in which they are named does not matter.
    for (const [index, file] of FILES.entries()) {
      const shard = await run("test", "nodejs", file, "--parallel-evm");
      assert.equal(shard.exitCode, 0, shard.output);
      assert(report().summary.transactions < expected.summary.transactions);
      shards.unshift(join(copied.folder, "shards", String(index)));
      renameSync(output(), shards[0] ?? "");
    }
    const merged = await run("parallel-evm", "merge", ...shards);
    assert.equal(merged.exitCode, 0, merged.output);
    assert.deepEqual(report(), expected);
    // It is saved as a recording of its own.
    const again = await run("parallel-evm", "report");
    assert.equal(again.exitCode, 0, again.output);
    assert.deepEqual(report(), expected);
  });

  it("names the folder that has no recording", async () => {
    const none = await run("parallel-evm", "merge", "contracts");
    assert.equal(none.exitCode, 1);
    assert.match(none.output, /PE002: No recording was found in contracts\./);
    const nothing = await run("parallel-evm", "merge");
    assert.equal(nothing.exitCode, 1);
    assert.match(nothing.output, /PE023: No folder was named\./);
  });
});
