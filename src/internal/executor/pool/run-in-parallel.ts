import type { Scenario } from "../../model/scenario.ts";
import { reasonOf } from "../../primitives/reason-of.ts";
import { CONTROL, MAX_LANES } from "../memory/memory-layout.ts";
import { type MemoryFailure, SharedMemory } from "../memory/shared-memory.ts";
import { describeDefect, firstDefect, firstOf } from "../scheduler/defect.ts";
import type { CollectedRuns } from "../scheduler/encode-runs.ts";
import { decodeRuns, type RunResult } from "../scheduler/decode-runs.ts";
import type { KnownDependencies } from "../scheduler/known-dependencies.ts";
import { askAll, collect, type Crew, type LoadedScenario, unload } from "./crew.ts";
import type { WorkerReply } from "./protocol.ts";

export type ParallelAttempt =
  | {
      readonly kind: "ran";
      readonly workers: number;
      readonly results: readonly RunResult[];
      /** Incarnations run; those above the number of transactions are re-executions. */
      readonly executions: number;
    }
  | { readonly kind: "failed"; readonly reason: string };

const REASONS: Readonly<Record<MemoryFailure, string>> = {
  memory: "the memory for its versions was full",
  error: "a worker thread failed",
  stopped: "a worker thread failed",
  stuck: "the scheduler found nothing to do before the end",
};

/** Runs a scenario on all threads of the crew at once. Whatever goes wrong is the attempt's failure; never rejects. */
export async function runInParallel(
  crew: Crew,
  scenario: Scenario,
  dependencies: KnownDependencies,
): Promise<ParallelAttempt> {
  const threads = crew.threads().slice(0, MAX_LANES);
  if (threads.length === 0) {
    return { kind: "failed", reason: "no worker thread could be kept alive" };
  }
  const loaded: LoadedScenario[] = [];
  try {
    const hosted = crew.translator.translate(scenario, threads.length);
    loaded.push(...(await Promise.all(threads.map((thread) => crew.load(hosted, thread)))));
    const memory = new SharedMemory(hosted.memory);
    const failure = await runLanes(loaded, memory, dependencies);
    const attempt =
      failure === undefined
        ? concludeRun(await Promise.all(loaded.map(collect)), memory, scenario)
        : { kind: "failed" as const, reason: failure };
    await Promise.all(loaded.map(unload));
    // Not after a failure of a thread, which might not have come to its end yet.
    crew.translator.giveBack(hosted.memory);
    return attempt;
  } catch (error) {
    // Those that live keep nothing of it.
    await Promise.allSettled(loaded.map(unload));
    return { kind: "failed", reason: reasonOf(error) };
  }
}

/** Why it could not be run to the end, or what went wrong in it; undefined when it has results. */
export async function runLanes(
  loaded: readonly LoadedScenario[],
  memory: SharedMemory,
  dependencies: KnownDependencies,
): Promise<string | undefined> {
  const replies = await askAll(
    loaded,
    (id, lane) => ({ kind: "run-lane", id, lane, dependencies }),
    () => {
      memory.fail("stopped");
    },
  );
  return failureOf(memory) ?? defectIn(replies);
}

/** What the threads met that ran something; undefined for no defect. */
export function defectIn(replies: readonly WorkerReply[]): string | undefined {
  const defect = firstOf(
    replies.flatMap((reply) => (reply.kind === "ran" ? (reply.defect ?? []) : [])),
  );
  return defect === undefined ? undefined : describeDefect(defect);
}

/** Why a run on this memory did not come to its end; undefined when it did. */
export function failureOf({ failure }: SharedMemory): string | undefined {
  return failure === undefined ? undefined : REASONS[failure];
}

/** What a run that came to its end gave: the parts of all threads. */
export function concludeRun(
  parts: readonly CollectedRuns[],
  memory: SharedMemory,
  scenario: Scenario,
): ParallelAttempt {
  const results = decodeRuns(parts, scenario.transactions.length);
  const defect = firstDefect(results.entries());
  const reason = defect === undefined ? wrongNonce(scenario, results) : describeDefect(defect);
  if (reason !== undefined) return { kind: "failed", reason };
  const executions = Atomics.load(memory.words, CONTROL.executions);
  return { kind: "ran", workers: parts.length, results, executions };
}

/**
 * The threads take the sender's nonce from the transaction. It is checked here, in the transactions'
 * order; one that is wrong cannot be mended by running again, so the scenario is not one to run in
 * parallel.
 */
function wrongNonce(
  { preState, transactions }: Scenario,
  results: readonly RunResult[],
): string | undefined {
  const nonces = new Map<string, bigint>();
  for (const [i, { fields }] of transactions.entries()) {
    const location = `nonce:${fields.from}`;
    const actual = nonces.get(location) ?? preState.get(fields.from)?.nonce ?? 0n;
    if (actual !== BigInt(fields.nonce)) {
      return `transaction ${i} has the nonce ${BigInt(fields.nonce)}, but its account has ${actual}`;
    }
    const result = results[i];
    if (result?.kind !== "done") continue;
    for (const write of result.result.accesses.writes) {
      if (write.location.startsWith("nonce:")) nonces.set(write.location, write.value);
    }
  }
  return undefined;
}
