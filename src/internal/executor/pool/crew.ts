import { OwnThread } from "./own-thread.ts";
import { SharedStrings } from "../../primitives/shared-strings.ts";
import { ScenarioTranslator } from "../scenario-translator.ts";
import type { HostedScenario } from "../scheduler/hosted-scenario.ts";
import { WorkerPool, type PoolOptions } from "./worker-pool.ts";
import type { CollectedRuns } from "../scheduler/encode-runs.ts";
import type {
  AttributedScenario,
  CollectedVirtualRun,
  WorkerReply,
  WorkerRequest,
} from "./protocol.ts";
import { type ExecutorThread, WorkerFailure } from "./executor-thread.ts";

/** A scenario that a thread has loaded, until it is unloaded. */
export interface LoadedScenario {
  readonly id: number;
  readonly thread: ExecutorThread;
}

/** The threads of a pool, and what they have been told. */
export class Crew {
  readonly translator = new ScenarioTranslator();
  readonly strings = new SharedStrings();
  /** What runs when the crew is sparing. */
  #own: OwnThread | undefined;
  readonly #pool: WorkerPool;
  /** Codes that each thread has been sent. */
  readonly #sentCodes = new WeakMap<ExecutorThread, Set<bigint>>();
  #nextId = 0;

  constructor(options: PoolOptions) {
    if (options.sparing === true) this.#own = new OwnThread();
    this.#pool = new WorkerPool(options);
  }

  /** The living threads, dead ones replaced; empty when too many have died. */
  threads(): readonly ExecutorThread[] {
    return this.#pool.threads();
  }

  /** Those that take what one thread can do alone: while the crew is sparing it is the one that asks. */
  threadsForEach(): readonly ExecutorThread[] {
    return this.#own === undefined ? this.#pool.threads() : [this.#own];
  }

  /** Those of the pool that have not started yet start now. */
  prepare(): void {
    this.#pool.threads();
  }

  /** From now on the pool's threads take everything. */
  spareNothing(): void {
    this.#own = undefined;
    this.prepare();
  }

  /** One more thread, for what must not disturb the others. */
  spareThread(): ExecutorThread {
    return this.#pool.spareThread();
  }

  /** Rejects with a {@link WorkerFailure}, as all that asks a thread does. */
  async load(scenario: HostedScenario, thread: ExecutorThread): Promise<LoadedScenario> {
    const id = this.#nextId++;
    const fresh = this.#withFreshCodes([scenario], thread);
    await thread.ask({ kind: "load", id, scenario: fresh.scenarios[0] ?? scenario });
    fresh.areSent();
    return { id, thread };
  }

  /** Runs each on one thread, one transaction after another, and collects what they gave, in their order. */
  async runEach(
    scenarios: readonly AttributedScenario[],
    thread: ExecutorThread,
  ): Promise<readonly CollectedRuns[]> {
    const fresh = this.#withFreshCodes(
      scenarios.map(({ scenario }) => scenario),
      thread,
    );
    const attributed = fresh.scenarios.map((scenario, i) => ({
      scenario,
      attribute: scenarios[i]?.attribute ?? false,
    }));
    const reply = await thread.ask({ kind: "run-each", scenarios: attributed });
    fresh.areSent();
    if (reply.kind !== "ran-each" || reply.runs.length < scenarios.length) throw outOfOrder();
    return reply.runs;
  }

  /** The same on virtual time, by as many lanes as each one's memory is laid out for. */
  async runEachVirtually(
    scenarios: readonly HostedScenario[],
    thread: ExecutorThread,
  ): Promise<readonly CollectedVirtualRun[]> {
    const fresh = this.#withFreshCodes(scenarios, thread);
    const reply = await thread.ask({ kind: "run-each-virtually", scenarios: fresh.scenarios });
    fresh.areSent();
    if (reply.kind !== "ran-each-virtually" || reply.runs.length < scenarios.length) {
      throw outOfOrder();
    }
    return reply.runs;
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  /** Each with the codes only that the thread has not got, nor gets with one before it. */
  #withFreshCodes(scenarios: readonly HostedScenario[], thread: ExecutorThread) {
    const sent = this.#sentCodes.get(thread) ?? new Set<bigint>();
    this.#sentCodes.set(thread, sent);
    const known = new Set(sent);
    const fresh = scenarios.map((scenario) => {
      const codes = new Map([...scenario.codes].filter(([hash]) => !known.has(hash)));
      for (const hash of codes.keys()) known.add(hash);
      return { ...scenario, codes };
    });
    return {
      scenarios: fresh,
      areSent: () => {
        for (const hash of known) sent.add(hash);
      },
    };
  }
}

function outOfOrder(): WorkerFailure {
  return new WorkerFailure("a worker answered out of order");
}

export async function collect({ id, thread }: LoadedScenario): Promise<CollectedRuns> {
  const reply = await thread.ask({ kind: "collect", id });
  if (reply.kind !== "collected") throw outOfOrder();
  return reply.runs;
}

export async function unload({ id, thread }: LoadedScenario): Promise<void> {
  await thread.ask({ kind: "unload", id });
}

/** Asks all threads at once; waits for all of them, also when one fails. Their replies come in their order. */
export async function askAll(
  loaded: readonly LoadedScenario[],
  request: (id: number, lane: number) => WorkerRequest,
  onFailure: () => void,
): Promise<WorkerReply[]> {
  const answers = await Promise.allSettled(
    loaded.map(async ({ id, thread }, lane) => {
      try {
        return await thread.ask(request(id, lane));
      } catch (error) {
        // At once: the others would wait for what this one had in hand.
        onFailure();
        throw error;
      }
    }),
  );
  return answers.map((answer) => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}
