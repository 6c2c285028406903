import { type ParallelResult, runInParallel } from "../scheduler/run-in-parallel.ts";
import type {
  HostedScenario,
  MemoryUpdate,
  RunResult,
  SequentialRun,
} from "../scheduler/hosted-scenario.ts";
import { WorkerPool, type PoolOptions } from "./worker-pool.ts";
import { WorkerFailure, type WorkerThread } from "./worker-thread.ts";

/** `failure`: why the thread that was to do it did not, so that it was done in this one. */
export interface SequentialAttempt {
  readonly run: SequentialRun;
  readonly failure?: string;
}

export type ParallelAttemptResult =
  | { readonly kind: "ran"; readonly workers: number; readonly result: ParallelResult }
  | { readonly kind: "failed"; readonly reason: string };

const NO_THREADS = "no worker thread could be kept alive";

/** Runs scenarios on the threads of a pool, and in this thread what they fail at. */
export class Crew {
  readonly #pool: WorkerPool;
  /** Codes that each thread has been sent. */
  readonly #sentCodes = new WeakMap<WorkerThread, Set<bigint>>();
  #nextId = 0;

  constructor(options: PoolOptions) {
    this.#pool = new WorkerPool(options);
  }

  /** Each scenario on one thread, as many at a time as there are threads. */
  async runAllSequentially(
    scenarios: readonly HostedScenario[],
    onDone: () => void,
  ): Promise<Map<HostedScenario, SequentialAttempt>> {
    const runs = new Map<HostedScenario, SequentialAttempt>();
    const queue = [...scenarios];
    const work = async (lane: number) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        runs.set(next, await this.#runSequentially(next, lane));
        onDone();
      }
    };
    const lanes = Math.max(1, this.#pool.threads().length);
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
    return runs;
  }

  async runInParallel(scenario: HostedScenario): Promise<ParallelAttemptResult> {
    const threads = this.#pool.threads();
    if (threads.length === 0) return { kind: "failed", reason: NO_THREADS };
    const id = this.#nextId++;
    try {
      await Promise.all(threads.map((thread) => this.#load(thread, id, scenario)));
      const lanes = threads.map((thread) => ({
        execute: async (updates: readonly MemoryUpdate[], index: number) =>
          this.#execute(thread, id, updates, index),
      }));
      const result = await runInParallel(scenario, lanes);
      await Promise.all(threads.map((thread) => thread.ask({ kind: "unload", id })));
      return { kind: "ran", workers: threads.length, result };
    } catch (error) {
      if (error instanceof WorkerFailure) return { kind: "failed", reason: error.message };
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  async #runSequentially(scenario: HostedScenario, lane: number): Promise<SequentialAttempt> {
    const threads = this.#pool.threads();
    const thread = threads[lane % Math.max(1, threads.length)];
    if (thread === undefined) return runInThisThread(scenario, NO_THREADS);
    const id = this.#nextId++;
    try {
      await this.#load(thread, id, scenario);
      const reply = await thread.ask({ kind: "run-sequentially", id });
      await thread.ask({ kind: "unload", id });
      if (reply.kind !== "sequential-run")
        throw new WorkerFailure("a worker answered out of order");
      return { run: reply.run };
    } catch (error) {
      if (error instanceof WorkerFailure) return runInThisThread(scenario, error.message);
      throw error;
    }
  }

  async #load(thread: WorkerThread, id: number, scenario: HostedScenario): Promise<void> {
    const sent = this.#sentCodes.get(thread) ?? new Set<bigint>();
    this.#sentCodes.set(thread, sent);
    const codes = new Map([...scenario.codes].filter(([hash]) => !sent.has(hash)));
    await thread.ask({ kind: "load", id, scenario: { ...scenario, codes } });
    for (const hash of codes.keys()) sent.add(hash);
  }

  async #execute(
    thread: WorkerThread,
    id: number,
    updates: readonly MemoryUpdate[],
    index: number,
  ): Promise<RunResult> {
    const reply = await thread.ask({ kind: "execute", id, updates, index });
    if (reply.kind !== "run") throw new WorkerFailure("a worker answered out of order");
    return reply.run;
  }
}

async function runInThisThread(
  scenario: HostedScenario,
  failure: string,
): Promise<SequentialAttempt> {
  // Only now: it loads EthereumJS, which the main thread does without as long as all goes well.
  const { ScenarioHost } = await import("../scheduler/scenario-host.ts");
  const host = new ScenarioHost();
  host.load(0, scenario);
  return { run: await host.runSequentially(0), failure };
}
