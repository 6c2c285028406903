import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { Executor } from "../../src/internal/executor/executor.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { lab } from "./support/lab.ts";
import { encode } from "./support/solidity.ts";

/** A program that cannot do anything: whoever is not asked is not missed. */
const NO_WORKER = new URL("data:text/javascript,process.exit(1)");

describe("a sparing executor", () => {
  const pool = new Executor({ threads: 2 });
  const sparing = new Executor({ threads: 2, sparing: true, workerUrl: NO_WORKER });
  after(async () => {
    await pool.end();
    await sparing.end();
  });
  const scenarios: Scenario[] = [];
  before(async () => {
    const chain = await EdrChain.create("osaka", { accounts: { count: 4 } });
    const to = await chain.deploy(lab.bytecode);
    for (const name of ["increment", "own"]) {
      const data = encode(lab, name, []);
      const calls = [0, 1, 2, 3].map((i) => ({ from: chain.account(i), to, data, gas: "0x30d40" }));
      scenarios.push(await chain.block(calls));
    }
  });

  it("gives what a pool's threads give, on the thread that asks", async () => {
    const expected = await pool.execute(scenarios);
    const executions = await sparing.execute(scenarios);
    for (const [i, { transactions }] of executions.entries()) {
      for (const { verification } of transactions) {
        assert.deepEqual(verification, { kind: "matched" });
      }
      assert.deepEqual(transactions, expected[i]?.transactions);
    }
    assert.deepEqual(
      await sparing.countReexecutions(executions),
      await pool.countReexecutions(expected),
    );
  });

  it("lets other things of its thread have their turn", async () => {
    let turns = 0;
    const turning = setInterval(() => turns++, 0);
    await sparing.execute(new Array<Scenario[]>(40).fill(scenarios).flat());
    clearInterval(turning);
    assert(turns >= 2, `${turns} turns`);
  });

  it("uses the pool's threads once it spares nothing", async () => {
    const hurried = new Executor({ threads: 2, sparing: true });
    hurried.spareNothing();
    const [execution] = await hurried.execute(scenarios);
    const [expected] = await pool.execute(scenarios);
    assert.deepEqual(execution?.transactions, expected?.transactions);
    await hurried.end();
  });
});
