import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Executor } from "../../src/internal/executor/executor.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import type { Measurement } from "../../src/internal/model/measurement.ts";
import type { PreStateAccount, Scenario } from "../../src/internal/model/scenario.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { lab } from "./support/lab.ts";
import { encode } from "./support/solidity.ts";

const OPTIONS = { rounds: 2, warmup: 1, stock: false };

describe("Executor.measure", () => {
  it("has a time of each way, and the re-executions", async () => {
    const measurement = await measure(await increments(), { ...OPTIONS, stock: true });
    const { ms, reexecutions, failure } = measurement;
    assert.equal(failure, undefined);
    assert(reexecutions !== undefined && reexecutions >= 0);
    for (const time of [ms.stock, ms.sequential, ms.parallel, ms.hybrid]) assert(Number(time) > 0);
  });

  it("has no time of parallel runs that were cut off as their memory was full", async () => {
    assertCutOff(await measure(await manySlots()), /the memory for its versions was full/);
  });

  it("has none when a transaction met a defect there", async () => {
    const once = await measure(await increments(), OPTIONS, "run-lane 3 1000 begin");
    assertCutOff(once, /the executor has a defect \(transaction \d: TypeError: injected/);
    const always = await measure(await increments(), OPTIONS, "run-lane 1 1000");
    assertCutOff(always, /TypeError: injected/);
  });

  it("has none when a lane gave up, for one defect after the other", async () => {
    assertCutOff(await measure(await increments(24), OPTIONS, "run-lane 1 1000"), /injected/);
  });

  it("has none when a transaction has a wrong nonce", async () => {
    const scenario = await increments();
    const [first, ...others] = scenario.transactions;
    assert(first !== undefined);
    const fields = { ...first.fields, nonce: "0x7" as const };
    const wrong = { ...scenario, transactions: [{ ...first, fields }, ...others] };
    assertCutOff(await measure(wrong), /transaction 0 has the nonce 7, but its account has \d/);
  });

  it("rejects when EthereumJS had to run what the executor has a defect for sequentially", async () => {
    await assert.rejects(
      measure(await increments(), OPTIONS, "run-sequentially 3 1"),
      /the executor has a defect \(transaction 2: TypeError: injected/,
    );
  });
});

/** See faulty-worker.ts for `fault`. */
async function measure(
  scenario: Scenario,
  options = OPTIONS,
  fault?: string,
): Promise<Measurement> {
  process.env.FAULT = fault ?? "";
  const workerUrl = new URL("./support/faulty-worker.ts", import.meta.url);
  const executor = new Executor({ threads: 2, ...(fault === undefined ? {} : { workerUrl }) });
  try {
    return await executor.measure(scenario, options);
  } finally {
    await executor.end();
  }
}

function assertCutOff({ ms, reexecutions, failure }: Measurement, reason: RegExp): void {
  assert.match(failure ?? "", reason);
  assert.deepEqual([ms.parallel, ms.hybrid, reexecutions], [undefined, undefined, undefined]);
  assert(ms.sequential > 0);
}

async function increments(count = 6): Promise<Scenario> {
  const chain = await EdrChain.create();
  const to = await chain.deploy(lab.bytecode);
  const data = encode(lab, "increment", []);
  return chain.block(
    Array.from({ length: count }, (_, i) => ({ from: chain.account(i % 10), to, data })),
  );
}

/** Two creations that write at more slots than the memory has room for, of which none is known beforehand. */
async function manySlots(): Promise<Scenario> {
  const chain = await EdrChain.create();
  const scenario = await chain.block(
    [0, 1].map((i) => ({ from: chain.account(i), data: writeSlots(400), gas: "0xb71b00" })),
  );
  // All of them are zero before, as are those that are not named.
  const preState = new Map(
    [...scenario.preState].map(([address, account]) => [
      address,
      { ...account, storage: new Map() } satisfies PreStateAccount,
    ]),
  );
  return { ...scenario, preState };
}

/** PUSH1 1, PUSH2 slot, SSTORE, again and again. */
function writeSlots(count: number): Hex {
  const slots = Array.from({ length: count }, (_, i) => i.toString(16).padStart(4, "0"));
  return `0x${slots.map((slot) => `600161${slot}55`).join("")}`;
}
