import assert from "node:assert/strict";

import type { ScenarioExecution } from "../../../src/internal/model/execution.ts";
import type { Scenario } from "../../../src/internal/model/scenario.ts";
import { startExecutor } from "./start-executor.ts";

/** Started once for all tests; they keep no process alive. */
const executors = [1, 2, 3].map((threads) => startExecutor({ threads }));

/** Runs a scenario on 1, 2 and 3 threads; all must match EDR, and give the same accesses. */
export async function verify(scenario: Scenario): Promise<ScenarioExecution> {
  const executions: ScenarioExecution[] = [];
  for (const executor of executors) {
    const { threads } = executor;
    const [execution] = await executor.execute([scenario]);
    assert(execution !== undefined);
    for (const [i, { verification }] of execution.transactions.entries()) {
      assert.deepEqual(verification, { kind: "matched" }, `transaction ${i}, ${threads} threads`);
    }
    assert.equal(
      execution.parallel.kind,
      scenario.transactions.length > 1 ? "parallel" : "sequential",
    );
    executions.push(execution);
  }
  const [first, ...others] = executions;
  assert(first !== undefined);
  for (const other of others) assert.deepEqual(other.transactions, first.transactions);
  return first;
}
