import type {
  ScenarioExecution,
  TransactionResult,
  VirtualIncarnation,
  VirtualRun,
} from "../../model/execution.ts";
import type { Scenario } from "../../model/scenario.ts";
import { reasonOf } from "../../primitives/reason-of.ts";
import { compareRuns } from "../compare/compare-results.ts";
import { MAX_LANES } from "../memory/memory-layout.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import type { RunResult } from "../scheduler/decode-runs.ts";
import { type Crew, unload } from "./crew.ts";
import { collectAll, failureOf, type ParallelAttempt } from "./run-in-parallel.ts";
import { eachOnOneThread } from "./each-on-one-thread.ts";
import type { WorkerThread } from "./worker-thread.ts";

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
  return eachOnOneThread(crew, executions, (execution, thread) =>
    runVirtually(crew, execution, count, thread),
  );
}

async function runVirtually(
  crew: Crew,
  { scenario, transactions }: ScenarioExecution,
  lanes: number,
  thread: WorkerThread | undefined,
): Promise<VirtualRun> {
  const expected: TransactionResult[] = [];
  for (const { result } of transactions) if (result !== undefined) expected.push(result);
  if (expected.length < transactions.length) {
    return { kind: "failed", reason: "one of its transactions could not be run" };
  }
  if (thread === undefined) {
    return { kind: "failed", reason: "no worker thread could be kept alive" };
  }
  try {
    const { attempt, timeline } = await runOnThread(crew, scenario, lanes, thread);
    if (attempt.kind === "failed") return attempt;
    const { executions, results } = attempt;
    const reexecutions = executions - results.length;
    const difference = firstDifference(results, expected);
    return {
      kind: "ran",
      lanes,
      executions,
      reexecutions,
      timeline,
      ...(difference === undefined ? {} : { difference }),
    };
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

async function runOnThread(
  crew: Crew,
  scenario: Scenario,
  lanes: number,
  thread: WorkerThread,
): Promise<{ attempt: ParallelAttempt; timeline: readonly VirtualIncarnation[] }> {
  const hosted = crew.translator.translate(scenario, lanes);
  const loaded = await crew.load(hosted, thread);
  try {
    const reply = await thread.ask({ kind: "run-virtually", id: loaded.id });
    const timeline = reply.kind === "ran-virtually" ? reply.timeline : [];
    const memory = new SharedMemory(hosted.memory);
    const failure = failureOf(memory);
    if (failure !== undefined) return { attempt: { kind: "failed", reason: failure }, timeline };
    return { attempt: await collectAll([loaded], memory, scenario), timeline };
  } finally {
    // Fails only where the thread is dead, and then there is nothing left to unload.
    await unload(loaded).then(
      () => {
        crew.translator.giveBack(hosted.memory);
      },
      () => undefined,
    );
  }
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
