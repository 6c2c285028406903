import { isDeepStrictEqual } from "node:util";

import type { Executor } from "../../../../src/internal/executor/executor.ts";
import type {
  ParallelRun,
  ScenarioExecution,
  Verification,
} from "../../../../src/internal/model/execution.ts";
import type { LocationKey } from "../../../../src/internal/model/location.ts";
import type { Scenario } from "../../../../src/internal/model/scenario.ts";
import { finalState } from "./final-state.ts";
import { withDeadline } from "./with-deadline.ts";

/** A scheduler that waits for itself would wait forever; an honest run takes far below a second. */
const DEADLINE_MS = 60_000;

export interface Oracle {
  /** The transactions that are no valid ones where they stand, with why the executor skips them. */
  readonly invalid: ReadonlyMap<number, RegExp>;
  /** The values that locations have after the scenario. */
  readonly valuesOf: (locations: readonly LocationKey[]) => Promise<Map<LocationKey, bigint>>;
}

/** Runs a scenario on each executor, and tells all that is not as the oracle has it; nothing is good. */
export async function checkScenario(
  scenario: Scenario,
  executors: readonly Executor[],
  oracle: Oracle,
): Promise<string[]> {
  const differences: string[] = [];
  let first: ScenarioExecution | undefined;
  for (const executor of executors) {
    const where = `${executor.threads} threads`;
    const [execution] = await withDeadline(executor.execute([scenario]), DEADLINE_MS, where);
    if (execution === undefined) return [`${where}: no result`];
    const found = [
      ...parallelDifferences(execution.parallel, executor.threads, scenario, oracle),
      ...verificationDifferences(execution, oracle),
    ];
    if (first !== undefined && !isDeepStrictEqual(execution.transactions, first.transactions)) {
      found.push("the results are not those of the first executor");
    }
    first ??= execution;
    differences.push(...found.map((difference) => `${where}: ${difference}`));
  }
  // What follows from a wrong transaction says nothing new.
  if (first === undefined || differences.length > 0) return differences;
  return stateDifferences(first, oracle);
}

function parallelDifferences(
  run: ParallelRun,
  threads: number,
  scenario: Scenario,
  { invalid }: Oracle,
): string[] {
  if (run.kind === "parallel") {
    return run.workers === threads ? [] : [`it ran on ${run.workers} threads`];
  }
  const mayBeSequential = scenario.transactions.length < 2 || invalid.size > 0;
  const isFailure = run.kind === "skipped" || run.cause === "failure";
  return mayBeSequential && !isFailure ? [] : [`it did not run in parallel: ${run.reason}`];
}

function verificationDifferences(execution: ScenarioExecution, { invalid }: Oracle): string[] {
  return execution.transactions.flatMap(({ verification }, i) => {
    const reason = invalid.get(i);
    const isAsExpected =
      reason === undefined
        ? verification.kind === "matched"
        : verification.kind === "skipped" && reason.test(verification.reason);
    if (isAsExpected) return [];
    const expected = reason === undefined ? "" : `, expected ${String(reason)}`;
    return [`transaction ${i} ${describe(verification)}${expected}`];
  });
}

function describe(verification: Verification): string {
  switch (verification.kind) {
    case "matched":
      return "matched";
    case "mismatched":
      return `mismatched: ${verification.difference}`;
    case "skipped":
      return `skipped: ${verification.reason}`;
  }
}

async function stateDifferences(execution: ScenarioExecution, oracle: Oracle): Promise<string[]> {
  const state = finalState(execution);
  const rewarded = rewardedBalances(execution.scenario);
  const locations = [...state.keys()].filter((location) => !rewarded.has(location));
  const actual = await oracle.valuesOf(locations);
  return locations
    .filter((location) => state.get(location) !== actual.get(location))
    .map(
      (location) =>
        `${location} after it: expected ${String(actual.get(location))}, got ${String(state.get(location))}`,
    );
}

/** Before the merge blocks pay their coinbase, which no transaction does. */
function rewardedBalances({ transactions }: Scenario): Set<LocationKey> {
  return new Set(
    transactions
      .filter(({ block }) => block.difficulty > 0n)
      .map(({ block }) => `balance:${block.coinbase}`),
  );
}
