/** What a team holds its contracts to, by Hardhat's command line: budgets, and the snapshot. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { runHardhat } from "./support/run-hardhat.ts";

const CHECK = ["--parallel-evm-check"];

describe("what a team demands", () => {
  let copied: CopiedProject;
  before(async () => {
    copied = await copyProject("hot-counter");
  });
  after(() => {
    copied.remove();
  });

  const run = async (...args: string[]) => {
    const { exitCode, output } = await runHardhat(copied.project, args);
    return { exitCode, output, plain: output.replace(/\s+/g, " ") };
  };
  const snapshot = () => join(copied.project, ".parallel-evm-snapshot");

  it("fails the run where a budget is broken, after the report, by how much; else not", async () => {
    copied.configure(`parallelEvm: { budgets: [
      { function: "Counter.incrementMine", minSpeedup: 7.5 },
      { function: "Counter.increment", minSpeedup: 4, threads: 16 },
    ] },`);
    const broken = await run("test", "mocha", "--parallel-evm");
    assert.equal(broken.exitCode, 1, broken.output);
    assert.match(broken.plain, /What you hold it to 1 of 2 demands of the budgets broken\./);
    assert.match(
      broken.plain,
      /- Counter\.increment: wanted is a speed-up of 4\.00x on 16 threads; found 1\.00x, 3\.00x too little/,
    );
    assert.match(broken.plain, /9 passing/);
    copied.configure(
      `parallelEvm: { budgets: [{ function: "Counter.incrementMine", minSpeedup: 7.5 }] },`,
    );
    const kept = await run("parallel-evm", "report");
    assert.equal(kept.exitCode, 0, kept.output);
    assert.match(kept.plain, /all demands of the budgets hold\./);
  });

  it("compares with a snapshot, and fails where something is worse", async () => {
    copied.configure("");
    const without = await run("parallel-evm", "report", "--parallel-evm-check");
    assert.equal(without.exitCode, 1, without.output);
    assert.match(without.plain, /found there is no \.parallel-evm-snapshot; write it with/);

    const written = await run("parallel-evm", "report", "--parallel-evm-snapshot");
    assert.equal(written.exitCode, 0, written.output);
    assert.match(written.plain, /\.parallel-evm-snapshot is written; commit it\./);
    const text = readFileSync(snapshot(), "utf8");
    assert.match(text, /^speed-up of Counter\.incrementMine, same: 2\.00x 4\.00x 8\.00x /m);
    assert.match(text, /^conflict of Counter\.increment and Counter\.increment: always$/m);
    assert.match(text, /^hotspot Counter total: there$/m);
    const same = await run("parallel-evm", "report", "--parallel-evm-check");
    assert.equal(same.exitCode, 0, same.output);
    assert.match(same.plain, /nothing worse than in \.parallel-evm-snapshot\./);

    const better = text
      .replace(/^(speed-up of Counter\.increment, same): .*$/m, "$1: 2.00x 4.00x 8.00x 16.00x")
      .replace(/^hotspot Counter total: there\n/m, "");
    assert.notEqual(better, text);
    writeFileSync(snapshot(), better);
    const worse = await run("parallel-evm", "report", "--parallel-evm-check");
    assert.equal(worse.exitCode, 1, worse.output);
    assert.match(worse.plain, /2 worse than in \.parallel-evm-snapshot\./);
    assert.match(worse.plain, /- worse: hotspot Counter total: new/);
    assert.match(
      worse.plain,
      /- worse: speed-up of Counter\.increment, same: 1\.00x 1\.00x 1\.00x 1\.00x, was 2\.00x 4\.00x/,
    );

    // Whatever the formats are, it is told what fails the run.
    const other = await run("parallel-evm", "report", ...CHECK, "--parallel-evm-report", "sarif");
    assert.equal(other.exitCode, 1, other.output);
    assert.match(other.plain, /2 worse than in .* - worse: hotspot Counter total: new/);
    assert.doesNotMatch(other.plain, /How parallel is it/);

    writeFileSync(snapshot(), "");
    const empty = await run("parallel-evm", "report", "--parallel-evm-check");
    assert.equal(empty.exitCode, 1, empty.output);
    assert.match(empty.plain, /\.parallel-evm-snapshot is empty; write it with/);
    assert.doesNotMatch(empty.plain, /demands of the budgets/);

    writeFileSync(snapshot(), "nonsense\n");
    const damaged = await run("parallel-evm", "report", "--parallel-evm-check");
    assert.equal(damaged.exitCode, 1, damaged.output);
    assert.match(damaged.plain, /line 1 of \.parallel-evm-snapshot is no line of a snapshot/);
    writeFileSync(snapshot(), text.replace("version 2;", "version 9;"));
    const newer = await run("parallel-evm", "report", ...CHECK, "--parallel-evm-report", "json");
    assert.equal(newer.exitCode, 1, newer.output);
    assert.match(newer.plain, /is of version 9, which .*; write it with --parallel-evm-snapshot/);
    writeFileSync(snapshot(), text);
  });

  it("takes what there was no time for, or no crowd, for nothing that holds", async () => {
    const budgets = `budgets: [{ newHotspots: false }, { orderDependent: false }]`;
    copied.configure(`parallelEvm: { ${budgets} },`);
    const held = await run("parallel-evm", "report", ...CHECK);
    assert.equal(held.exitCode, 0, held.output);

    copied.configure(`parallelEvm: { crowds: { seconds: 0 }, ${budgets} },`);
    const late = await run("parallel-evm", "report", ...CHECK);
    assert.equal(late.exitCode, 1, late.output);
    assert.match(late.plain, /2 of 2 demands of the budgets not known; of \S+ \d+ not known\./);
    assert.match(
      late.plain,
      /nobody who fails .*; found not known: Counter\.increment.*: left out for lack of time; raise parallelEvm\.crowds\.seconds/,
    );
    assert.match(late.plain, /- not known: speed-up of Counter\.incrementMine, same, 2\.00x/);
    assert.doesNotMatch(late.plain, /better:/);

    copied.configure("parallelEvm: { crowds: { seconds: 0 } },");
    const before = readFileSync(snapshot(), "utf8");
    const incomplete = await run("parallel-evm", "report", "--parallel-evm-snapshot");
    assert.equal(incomplete.exitCode, 0, incomplete.output);
    assert.match(incomplete.plain, /is written, but not complete.*seconds, and write it again/);
    writeFileSync(snapshot(), before);

    copied.configure("parallelEvm: { crowds: false },");
    const without = await run("parallel-evm", "report", ...CHECK);
    assert.equal(without.exitCode, 1, without.output);
    assert.match(without.plain, /- not known: hotspots of crowds: crowds are off/);

    copied.configure(`parallelEvm: { crowds: false, ${budgets} },`);
    const contradiction = await run("parallel-evm", "report");
    assert.equal(contradiction.exitCode, 1, contradiction.output);
    assert.match(contradiction.plain, /budgets\.1\.orderDependent: .*leave out one of the two/);
  });
});
