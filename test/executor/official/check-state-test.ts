import { isDeepStrictEqual } from "node:util";

import type { Executor } from "../../../src/internal/executor/executor.ts";
import type { ScenarioExecution } from "../../../src/internal/model/execution.ts";
import type { Address } from "../../../src/internal/model/location.ts";
import type { PreState } from "../../../src/internal/model/scenario.ts";
import { observation } from "./helper-transactions.ts";
import { type StagedTest, stageStateTest } from "./stage-state-test.ts";
import type { StateTest } from "./state-tests.ts";
import { failed, type Verdict, workOf } from "./verdict.ts";
import { rootOf, WorldState } from "./world-state.ts";

/** Runs a state test and compares state root, logs, and what the next transaction saw. */
export async function checkStateTest(test: StateTest, executor: Executor): Promise<Verdict> {
  const staged = stageStateTest(test, test.fork, executor.threads - 1);
  const [execution] = await executor.execute([staged.scenario]);
  if (execution === undefined) return failed("the executor gave nothing");
  const difference = await compare(test, staged, execution);
  return difference === undefined
    ? { kind: "passed", work: workOf(1, [execution]) }
    : failed(difference);
}

async function compare(
  test: StateTest,
  { index, observed }: StagedTest,
  { transactions, parallel }: ScenarioExecution,
): Promise<string | undefined> {
  const own = transactions[index];
  // A valid transaction raises a nonce, so that the state cannot stay as it was.
  if (test.postRoot === (await rootOf(test.pre, false))) {
    return own?.result === undefined ? undefined : "a transaction that is not valid was run";
  }
  for (const [i, { verification }] of transactions.entries()) {
    if (verification.kind === "mismatched") return `transaction ${i}: ${verification.difference}`;
    if (verification.kind === "skipped") return `transaction ${i}: ${verification.reason}`;
  }
  if (parallel.kind !== "parallel") return `not run in parallel: ${parallel.reason}`;
  if (own?.result === undefined) return "it was not run";
  return (
    (await compareState(test, own.result.accesses.writes)) ??
    compareLogs(own.result.outcome.logs, test.logs) ??
    compareObservation(transactions.at(-1)?.result?.outcome.logs[0]?.data, observed, test.post)
  );
}

async function compareState(
  { pre, post, postRoot }: StateTest,
  writes: Parameters<WorldState["apply"]>[0],
): Promise<string | undefined> {
  const world = new WorldState(pre, false);
  world.apply(writes);
  const root = await world.root();
  if (root === postRoot) return undefined;
  return world.difference(post) ?? `state root: official ${postRoot}, executor ${root}`;
}

function compareLogs(actual: StateTest["logs"], expected: StateTest["logs"]): string | undefined {
  if (isDeepStrictEqual(actual, expected)) return undefined;
  return `logs: official ${JSON.stringify(expected)}, executor ${JSON.stringify(actual)}`;
}

function compareObservation(
  actual: string | undefined,
  accounts: readonly Address[],
  post: PreState,
): string | undefined {
  const expected = observation(accounts, post);
  if (actual === expected) return undefined;
  return `seen by the next transaction: official ${expected}, executor ${String(actual)}`;
}
