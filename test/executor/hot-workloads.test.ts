import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import type { Executor } from "../../src/internal/executor/executor.ts";
import { JITTERY } from "./support/jittery.ts";
import { HOT_WORKLOADS, repeatWorkload } from "./support/repeat-workload.ts";
import { startExecutor } from "./support/start-executor.ts";

/* A few of the runs that test/stress/hot.ts makes by the thousand. */

const THREADS = [2, 4];
const REPETITIONS = 3;

describe("hot workloads on threads that dawdle between the steps of the scheduler", () => {
  const executors = new Map<number, Executor>();
  before(() => {
    process.env.SEED = "1";
    for (const threads of THREADS) {
      executors.set(threads, startExecutor({ threads, workerUrl: JITTERY }));
    }
  });
  after(async () => {
    await Promise.all([...executors.values()].map((executor) => executor.end()));
  });

  for (const threads of THREADS) {
    for (const name of HOT_WORKLOADS) {
      it(`${name} on ${threads} threads`, async () => {
        const executor = executors.get(threads);
        assert(executor !== undefined);
        const { problems, reexecutions } = await repeatWorkload(name, executor, REPETITIONS);
        assert.deepEqual(problems, []);
        assert(reexecutions > 0, "no two transactions met");
      });
    }
  }
});
