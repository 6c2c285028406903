import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { startExecutor } from "../support/start-executor.ts";
import type { Scenario } from "../../../src/internal/model/scenario.ts";
import { FORKS, LATER_FORKS } from "./forks.ts";
import { PACKAGE } from "./package-archive.ts";
import { checkStateTest } from "./check-state-test.ts";
import { runInEdr, runSuite, stateTestsOf } from "./run-suite.ts";
import { sample } from "./sample.ts";
import type { StateTest } from "./state-tests.ts";
import { SUITES } from "./suites.ts";

const SEED = "official";

/* A sample that takes seconds. `test/stress/official.ts` runs all of them. */
describe(`official tests of ${PACKAGE.name} ${PACKAGE.version}`, () => {
  for (const suite of SUITES) {
    it(`come out as they say: ${suite.folder}`, async () => {
      const tally = await runSuite(suite, sample(SEED, 3, 1_000_000n));
      assert.deepEqual(tally.failures, []);
      assert(tally.passed > 0);
    });
  }

  for (const fork of LATER_FORKS) {
    it(`come out as EDR says under the rules of ${fork}`, async () => {
      const tally = await runInEdr(fork, sample(`${SEED} ${fork}`, 1, 1_000_000n));
      assert.deepEqual(tally.failures, []);
      assert(tally.passed > 0);
    });
  }

  it("run on all forks that the executor supports", async () => {
    const executor = startExecutor({ threads: 1 });
    const supported: Record<string, boolean> = {};
    for (const fork of Object.keys(FORKS)) {
      const [execution] = await executor.execute([emptyScenario(fork)]);
      supported[fork] = execution?.parallel.kind !== "skipped";
    }
    await executor.end();
    assert.deepEqual(supported, FORKS);
  });
});

describe("the check of a state test", () => {
  it("passes what is right, and notices what is not", async () => {
    const executor = startExecutor({ threads: 2 });
    const right = await addition();
    const { kind } = await checkStateTest(right, executor);
    assert.equal(kind, "passed");
    for (const wrong of wrongOnes(right)) {
      const { kind } = await checkStateTest(wrong, executor);
      assert.equal(kind, "failed");
    }
    await executor.end();
  });
});

/** A test that comes out the same under rules that the executor supports. */
async function addition(): Promise<StateTest> {
  const [suite] = SUITES;
  assert(suite !== undefined);
  const found = (await stateTestsOf(suite)).find(({ id }) => id === "StateTests/stExample add11");
  assert(found !== undefined);
  return { ...found, fork: "byzantium" };
}

function wrongOnes(test: StateTest): StateTest[] {
  const { post, postRoot, block, pre } = test;
  const address = block.coinbase;
  const richer = { balance: 1n, nonce: 0n, code: "0x", storage: new Map() } as const;
  return [
    { ...test, postRoot: `0x${"1".repeat(64)}` },
    { ...test, logs: [{ address, topics: [], data: "0x" }] },
    { ...test, pre: new Map([...pre, [address, richer]]) },
    // What the next transaction sees is compared with the accounts, the rest with their root.
    { ...test, post: new Map([...post, [address, richer]]), postRoot },
    { ...test, fork: "no fork" },
  ];
}

function emptyScenario(hardfork: string): Scenario {
  return {
    id: "replay-1",
    kind: "replay",
    title: "nothing",
    chain: { chainId: 1n, chainType: "l1", hardfork, allowUnlimitedContractSize: false },
    transactions: [],
    preState: new Map(),
    blockHashes: new Map(),
  };
}
