import type { ScenarioExecution, TransactionResult, VirtualRun } from "../../model/execution.ts";
import { compareRuns } from "../compare/compare-results.ts";
import { MAX_LANES } from "../memory/memory-layout.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import type { RunResult } from "../scheduler/decode-runs.ts";
import type { Crew } from "./crew.ts";
import { inChunks } from "./in-chunks.ts";
import type { CollectedVirtualRun } from "./protocol.ts";
import { concludeRun, failureOf } from "./run-in-parallel.ts";
import type { ExecutorThread } from "./executor-thread.ts";

/**
 * Runs each scenario once more, on virtual time, and compares it with what running it sequentially gave.
 * Results in the executions' order. Whatever goes wrong is a run's failure; never rejects.
 */
export async function runAllVirtually(
  crew: Crew,
  executions: readonly ScenarioExecution[],
  lanes: number,
): Promise<VirtualRun[]> {
  const count = Math.min(Math.max(1, lanes), MAX_LANES);
  return inChunks(crew, executions, {
    transactions: ({ transactions }) => transactions.length,
    run: (chunk, thread) => runOnThread(crew, chunk, count, thread),
    failed: (_, reason): VirtualRun => ({ kind: "failed", reason }),
  });
}

const NOT_RUN: VirtualRun = {
  kind: "failed",
  reason: "one of its transactions could not be run",
};

async function runOnThread(
  crew: Crew,
  executions: readonly ScenarioExecution[],
  lanes: number,
  thread: ExecutorThread,
): Promise<VirtualRun[]> {
  const complete = executions.filter(({ transactions }) =>
    transactions.every(({ result }) => result !== undefined),
  );
  // At the start every other one looks in vain for something to validate. Those beyond never find anything to do.
  const hosted = complete.map(({ scenario }) =>
    crew.translator.translate(scenario, Math.min(lanes, 2 * scenario.transactions.length)),
  );
  const collected = await crew.runEachVirtually(hosted, thread);
  const runs = new Map(
    complete.map((execution, i) => {
      const memory = hosted[i]?.memory;
      const one = collected[i];
      if (memory === undefined || one === undefined) return [execution, NOT_RUN];
      const run = conclude(execution, new SharedMemory(memory), one, lanes);
      crew.translator.giveBack(memory);
      return [execution, run];
    }),
  );
  return executions.map((execution) => runs.get(execution) ?? NOT_RUN);
}

function conclude(
  { scenario, transactions }: ScenarioExecution,
  memory: SharedMemory,
  { runs, timeline }: CollectedVirtualRun,
  lanes: number,
): VirtualRun {
  const failure = failureOf(memory);
  if (failure !== undefined) return { kind: "failed", reason: failure };
  const run = concludeRun([runs], memory, scenario);
  if (run.kind === "failed") return run;
  const { executions, results } = run;
  const reexecutions = executions - results.length;
  const expected = transactions.flatMap(({ result }) => result ?? []);
  const difference = firstDifference(results, expected);
  return {
    kind: "ran",
    lanes,
    executions,
    reexecutions,
    timeline,
    ...(difference === undefined ? {} : { difference }),
  };
}

function firstDifference(
  results: readonly RunResult[],
  expected: readonly TransactionResult[],
): string | undefined {
  for (const [i, result] of expected.entries()) {
    const run = results[i];
    const difference =
      run?.kind === "done"
        ? compareRuns(run.result, result)
        : `the parallel run rejects it: ${run?.reason ?? "no result"}`;
    if (difference !== undefined) return `transaction ${i}: ${difference}`;
  }
  return undefined;
}
