/** `parallel-evm merge`: what shards recorded gives the report that one run would have made. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

    const twice = await run("parallel-evm", "merge", ...shards, shards[0] ?? "");
    assert.equal(twice.exitCode, 1);
    assert.match(twice.output, /PE026: The same recording is there twice: /);
  });

  it("fails the check where a shard is lost, and merges none that is damaged", async () => {
    const shards = FILES.map((_, index) => join(copied.folder, "shards", String(index)));
    const [first = "", second = ""] = shards;
    const written = await run("parallel-evm", "merge", ...shards, "--parallel-evm-snapshot");
    assert.equal(written.exitCode, 0, written.output);
    const lost = await run("parallel-evm", "merge", first, "--parallel-evm-check");
    assert.equal(lost.exitCode, 1, lost.output);
    assert.match(
      lost.output.replace(/\s+/g, " "),
      /- worse: call of \S+: not any more, was in tests/,
    );
    const whole = await run("parallel-evm", "merge", ...shards, "--parallel-evm-check");
    assert.equal(whole.exitCode, 0, whole.output);
    const { scenarios } = report().summary;

    const [name = ""] = readdirSync(join(second, "recording"));
    const file = join(second, "recording", name);
    const text = readFileSync(file, "utf8");
    // What other readers take for ends of lines is none, as in the title of a test.
    const title = /"title":"/;
    assert.match(text, title);
    writeFileSync(file, text.replace(title, "$&\u2028 \u2029"));
    const separated = await run("parallel-evm", "merge", ...shards);
    assert.equal(separated.exitCode, 0, separated.output);
    assert.doesNotMatch(separated.output, /was skipped/);
    assert.equal(report().summary.scenarios, scenarios);
    for (const [broken, problem] of [
      [text.slice(0, -200), /is damaged: line \d+: /],
      ["", /is damaged: it is empty/],
      [text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1), /is damaged: it has no end/],
    ] as const) {
      writeFileSync(file, broken);
      const damaged = await run("parallel-evm", "merge", ...shards);
      assert.equal(damaged.exitCode, 1, damaged.output);
      assert.match(damaged.output.replace(/\s+/g, " "), problem);
      assert.match(damaged.output, /PE025/);
    }
    writeFileSync(file, `${text.slice(0, text.indexOf("\n"))}\n{"kind":"end"}\n`);
    const nothing = await run("parallel-evm", "merge", ...shards);
    assert.equal(nothing.exitCode, 0, nothing.output);
    assert.match(nothing.output, /No transaction was recorded in \S+1\./);
    writeFileSync(file, text);
  });

  it("says what to do where the sources are other ones", async () => {
    const file = join(copied.project, "contracts");
    const shards = FILES.map((_, index) => join(copied.folder, "shards", String(index)));
    const saved = readdirSync(file).map((name) => [name, readFileSync(join(file, name), "utf8")]);
    for (const [name] of saved) rmSync(join(file, name ?? ""));
    writeFileSync(join(file, "Other.sol"), "pragma solidity ^0.8.0; contract Other {}");
    rmSync(join(copied.project, "artifacts"), { recursive: true, force: true });
    rmSync(join(copied.project, "cache"), { recursive: true, force: true });
    assert.equal((await run("build")).exitCode, 0);
    const merged = await run("parallel-evm", "merge", ...shards);
    assert.equal(merged.exitCode, 0, merged.output);
    assert.match(
      merged.output.replace(/\s+/g, " "),
      /No contract that was deployed is one that is compiled here, .* compile them with npx hardhat build/,
    );
    rmSync(join(file, "Other.sol"));
    for (const [name = "", text = ""] of saved) writeFileSync(join(file, name), text);
  });

  it("names the folder that has no recording", async () => {
    const none = await run("parallel-evm", "merge", "contracts");
    assert.equal(none.exitCode, 1);
    assert.match(none.output, /PE002: No recording was found in contracts\./);
    const file = await run("parallel-evm", "merge", "package.json");
    assert.equal(file.exitCode, 1);
    assert.match(file.output, /PE027: package\.json is a file, and a folder is wanted\./);
    const nothing = await run("parallel-evm", "merge");
    assert.equal(nothing.exitCode, 1);
    assert.match(nothing.output, /PE023: No folder was named\./);
  });
});
