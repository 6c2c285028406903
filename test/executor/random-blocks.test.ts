import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Scenario } from "../../src/internal/model/scenario.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { lab } from "./support/lab.ts";
import { encode } from "./support/solidity.ts";
import { startExecutor } from "./support/start-executor.ts";

const BLOCKS = 24;
const SENDERS = 5;

/** mulberry32: small, seeded, good enough to choose transactions with. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe("blocks made at random", () => {
  for (const seed of [1, 2, 3]) {
    it(`run in parallel as one after another and as in EDR (seed ${seed})`, async () => {
      const scenarios = await randomScenarios(seed);
      for (const threads of [2, 4]) {
        const executor = startExecutor({ threads });
        const executions = await executor.execute(scenarios);
        await executor.end();
        for (const [block, { transactions, parallel }] of executions.entries()) {
          assert.equal(parallel.kind, "parallel");
          for (const [i, { verification }] of transactions.entries()) {
            const where = `block ${block}, transaction ${i}, ${threads} threads`;
            assert.deepEqual(verification, { kind: "matched" }, where);
          }
        }
      }
    });
  }
});

async function randomScenarios(seed: number): Promise<Scenario[]> {
  const chain = await EdrChain.create();
  const to = await chain.deploy(lab.bytecode);
  const next = random(seed);
  const below = (n: number) => Math.floor(next() * n);
  const scenarios: Scenario[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const size = 2 + below(12);
    const transactions = Array.from({ length: size }, () => {
      const from = chain.account(1 + below(SENDERS));
      return { from, ...randomCall(chain, to, below) };
    });
    scenarios.push(await chain.block(transactions));
  }
  return scenarios;
}

function randomCall(chain: EdrChain, to: `0x${string}`, below: (n: number) => number) {
  const someone = () => chain.account(1 + below(SENDERS + 3));
  const call = (name: string, args: unknown[] = [], value = 0) => ({
    to,
    data: encode(lab, name, args),
    ...(value === 0 ? {} : { value: `0x${value.toString(16)}` }),
  });
  const choices = [
    () => call("increment"),
    () => call("increment"),
    () => call("own"),
    () => call("guarded"),
    () => call("fail"),
    () => ({ ...call("burn"), gas: "0xc350" }),
    () => call("deposit", [], 1 + below(100)),
    () => call("pay", [someone(), below(200)]),
    () => call("balanceOfSelf"),
    () => call("balanceOf", [someone()]),
    () => call("coinbaseBalance"),
    () => call("make", [], below(2)),
    () => call("make2", [`0x${below(3).toString(16).padStart(64, "0")}`]),
    () => call("makeAndKill", [someone()], below(5)),
    () => call("codeOf", [someone()]),
    () => call("clear"),
    () => call("env"),
    () => call("transientUse"),
    () => ({ to: someone(), value: `0x${(1 + below(1000)).toString(16)}` }),
    () => ({ data: lab.bytecode }),
  ];
  const choice = choices[below(choices.length)];
  if (choice === undefined) throw new Error("There is no such choice");
  return choice();
}
