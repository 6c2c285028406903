import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Executor } from "../../../src/internal/executor/executor.ts";
import type { Scenario } from "../../../src/internal/model/scenario.ts";
import { FORKS, LATER_FORKS } from "./forks.ts";
import { PACKAGE } from "./package-archive.ts";
import { runInEdr, runSuite } from "./run-suite.ts";
import { sample } from "./sample.ts";
import { SUITES } from "./suites.ts";

const SEED = "official";

/* A sample that takes seconds. `test/stress/official.ts` runs all of them. */
describe(`official tests of ${PACKAGE.name} ${PACKAGE.version}`, () => {
  for (const suite of SUITES) {
    it(`come out as they say: ${suite.folder}`, async () => {
      const tally = await runSuite(suite, sample(SEED, 3, 1_000_000n));
      assert.deepEqual(tally.failures, []);
      assert(tally.tests > 0);
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
    const executor = new Executor({ threads: 1 });
    const supported: Record<string, boolean> = {};
    for (const fork of Object.keys(FORKS)) {
      const [execution] = await executor.execute([emptyScenario(fork)]);
      supported[fork] = execution?.parallel.kind !== "skipped";
    }
    await executor.end();
    assert.deepEqual(supported, FORKS);
  });
});

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
