import assert from "node:assert/strict";
import { basename } from "node:path";
import { statSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { readBlockFile } from "../../src/internal/block-files/read-block-file.ts";
import { CONTROL } from "../../src/internal/executor/memory/memory-layout.ts";
import { SharedMemory } from "../../src/internal/executor/memory/shared-memory.ts";
import { Executor } from "../../src/internal/executor/executor.ts";
import { runVirtually } from "../../src/internal/executor/scheduler/run-virtually.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { allSharedBlocks, needsBlocks } from "../support/shared-blocks.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { lab } from "./support/lab.ts";
import { encode } from "./support/solidity.ts";

const USERS = 64;

describe("the virtual run", () => {
  const executor = new Executor({ threads: 2 });
  after(() => executor.end());
  let chain: EdrChain;
  let to: `0x${string}`;
  before(async () => {
    chain = await EdrChain.create("osaka", { accounts: { count: USERS } });
    to = await chain.deploy(lab.bytecode);
  });

  const crowd = async (name: string): Promise<ScenarioExecution> => {
    const data = encode(lab, name, []);
    const calls = Array.from({ length: USERS }, (_, i) => ({
      from: chain.account(i),
      to,
      data,
      gas: "0x30d40",
    }));
    return executeOne(await chain.block(calls));
  };

  const executeOne = async (scenario: Scenario): Promise<ScenarioExecution> => {
    const [execution] = await executor.execute([scenario]);
    assert(execution !== undefined);
    for (const { verification } of execution.transactions) {
      assert.deepEqual(verification, { kind: "matched" });
    }
    return execution;
  };

  it("re-executes nothing of what is independent", async () => {
    const execution = await crowd("own");
    for (const lanes of [1, 8, 64]) {
      const [run] = await executor.countReexecutions([execution], lanes);
      assert(run?.kind === "ran");
      const { timeline, ...counts } = run;
      assert.deepEqual(counts, { kind: "ran", lanes, executions: USERS, reexecutions: 0 });
      assert.equal(timeline.length, USERS);
    }
  });

  it("re-executes much of what increments one counter, the same number each time", async () => {
    const execution = await crowd("increment");
    const [first, ...others] = await executor.countReexecutions(
      new Array<ScenarioExecution>(20).fill(execution),
    );
    assert(first?.kind === "ran");
    assert.equal(first.difference, undefined);
    assert.equal(first.executions, USERS + first.reexecutions);
    // Whoever runs beside a lower one does so in vain.
    assert(first.reexecutions >= USERS - 8, `only ${first.reexecutions}`);
    for (const other of others) assert.deepEqual(other, first);
    // Nor does it depend on what a thread ran before.
    const fresh = new Executor({ threads: 1 });
    try {
      assert.deepEqual(await fresh.countReexecutions([execution]), [first]);
    } finally {
      await fresh.end();
    }
  });

  it("re-executes nothing on one lane", async () => {
    const execution = await crowd("increment");
    const [run] = await executor.countReexecutions([execution], 1);
    let now = 0;
    const timeline = execution.transactions.map(({ result }, transaction) => {
      const start = now;
      now += Number(result?.outcome.gasUsed ?? 0);
      return { lane: 0, transaction, start, end: now };
    });
    assert.deepEqual(run, {
      kind: "ran",
      lanes: 1,
      executions: USERS,
      reexecutions: 0,
      timeline,
    });
  });

  it("tells what ran when: each incarnation once, none beside another on its lane", async () => {
    const [run] = await executor.countReexecutions([await crowd("increment")], 4);
    assert(run?.kind === "ran");
    const { executions, timeline } = run;
    assert.equal(timeline.length, executions);
    assert.equal(new Set(timeline.map(({ transaction }) => transaction)).size, USERS);
    const free = [0, 0, 0, 0];
    for (const { lane, start, end } of timeline) {
      assert(start >= (free[lane] ?? Infinity) && end > start);
      free[lane] = end;
    }
  });

  it("tells a difference to the sequential run", async () => {
    const execution = await crowd("increment");
    const transactions = execution.transactions.map((transaction, i) => {
      const { result } = transaction;
      if (i !== 3 || result === undefined) return transaction;
      const outcome = { ...result.outcome, gasUsed: result.outcome.gasUsed + 1n };
      return { ...transaction, result: { ...result, outcome } };
    });
    const [run] = await executor.countReexecutions([{ ...execution, transactions }]);
    assert(run?.kind === "ran");
    assert.match(run.difference ?? "", /^transaction 3: gas used: /);
  });

  it("says why it was not run", async () => {
    const execution = await crowd("own");
    const [first, ...rest] = execution.transactions;
    assert(first !== undefined);
    const skipped = [{ verification: first.verification }, ...rest];
    const [run] = await executor.countReexecutions([{ ...execution, transactions: skipped }]);
    assert.deepEqual(run, {
      kind: "failed",
      reason: "one of its transactions could not be run",
    });
  });

  it("fails where the executor has a defect", async () => {
    const execution = await crowd("own");
    const workerUrl = new URL("./support/faulty-worker.ts", import.meta.url);
    process.env.FAULT = "run-each-virtually 1 100";
    const faulty = new Executor({ threads: 1, workerUrl });
    try {
      const [run] = await faulty.countReexecutions([execution]);
      assert(run?.kind === "failed");
      assert.match(run.reason, /injected/);
    } finally {
      delete process.env.FAULT;
      await faulty.end();
    }
  });

  it("fails where its thread does not answer in time", async () => {
    const execution = await crowd("own");
    const hurried = new Executor({ threads: 1, deadlineMs: 1 });
    try {
      const [run] = await hurried.countReexecutions([execution]);
      assert(run?.kind === "failed");
      assert.match(run.reason, /did not answer within/);
    } finally {
      await hurried.end();
    }
  });

  it("does not hang where the scheduler does not come to its end", async () => {
    const needs = { transactions: 2, accounts: 0, slots: 0, codeBytes: 0, lanes: 2 };
    const memory = SharedMemory.create(needs);
    // A task that nobody has in hand is never given back.
    Atomics.add(memory.words, CONTROL.active, 1);
    const run = () =>
      Promise.resolve({ kind: "invalid", cause: "rejected", reason: "no", reads: [] } as const);
    await runVirtually(memory, [run, run]);
    assert.equal(memory.failure, "stuck");
  });

  describe("of mainnet blocks", needsBlocks, () => {
    const paths = needsBlocks.skip === false ? allSharedBlocks() : [];
    const sizes = new Map(paths.map((path) => [path, statSync(path).size]));
    const smallest = paths
      .toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))
      .slice(0, 3);
    for (const path of smallest) {
      it(`equals the sequential one: ${basename(path, ".json.gz")}`, async () => {
        const scenario = blockScenario(await readBlockFile(path), "replay-1");
        const [execution] = await executor.execute([scenario]);
        assert(execution !== undefined);
        const [first, second] = await executor.countReexecutions([execution, execution]);
        assert(first?.kind === "ran", JSON.stringify(first));
        assert.equal(first.difference, undefined);
        assert(first.executions >= scenario.transactions.length);
        assert.deepEqual(second, first);
      });
    }
  });
});
