import type { Read } from "../../model/access-set.ts";
import type { TransactionResult } from "../../model/execution.ts";
import type { Address, LocationKey } from "../../model/location.ts";
import { VersionedMemory } from "../memory/versioned-memory.ts";
import { StateView } from "../state/state-view.ts";
import type { HostedScenario, MemoryUpdate, RunResult } from "./hosted-scenario.ts";
import { wrongNonce } from "./wrong-nonce.ts";

/** A thread that has the scenario loaded. Rejects when the thread fails. */
export interface Lane {
  execute(updates: readonly MemoryUpdate[], index: number): Promise<RunResult>;
}

export interface ParallelResult {
  readonly results: readonly (TransactionResult | { readonly invalid: string })[];
  /** Incarnations run; those above the number of transactions are re-executions. */
  readonly executions: number;
}

/**
 * Block-STM (Gelashvili et al., https://arxiv.org/abs/2203.06871) in waves: each wave runs one
 * incarnation on every lane at the same time, on the memory as it was before the wave; after it the
 * writes are recorded and all executed transactions that are not committed are validated in order.
 *
 * States of a transaction: `ready` → `executed` → committed, and back to `ready` with its writes
 * marked as ESTIMATEs when validation finds that it read something else than it would read now.
 *
 * The paper lets each thread take its next task when it is free. Waves wait for the slowest lane,
 * and in return the same scenario on the same number of lanes takes the same course each time, so
 * that re-executions can stand in a report that must not change from run to run.
 *
 * Progress: the lowest transaction that is not committed reads only committed writes, so its next
 * incarnation is valid; each wave commits at least one.
 */
export async function runInParallel(
  scenario: HostedScenario,
  lanes: readonly Lane[],
): Promise<ParallelResult> {
  const run = new ParallelScheduler(scenario, lanes);
  while (run.hasWork) await run.wave();
  return run.finish();
}

type TransactionState =
  | { readonly kind: "ready"; readonly lastReads: readonly Read[]; readonly blockedBy?: number }
  | { readonly kind: "executed"; readonly result: TransactionResult }
  | { readonly kind: "invalid"; readonly reason: string };

class ParallelScheduler {
  readonly #scenario: HostedScenario;
  readonly #lanes: readonly Lane[];
  readonly #memory = new VersionedMemory();
  readonly #states: TransactionState[];
  readonly #updates: MemoryUpdate[] = [];
  /** How many of the updates each lane has been told. */
  readonly #told: number[];
  #committed = 0;
  #executions = 0;

  constructor(scenario: HostedScenario, lanes: readonly Lane[]) {
    this.#scenario = scenario;
    this.#lanes = lanes;
    this.#states = scenario.transactions.map(() => ({ kind: "ready", lastReads: [] }));
    this.#told = lanes.map(() => 0);
  }

  get hasWork(): boolean {
    return this.#committed < this.#states.length;
  }

  async wave(): Promise<void> {
    if (this.#lowestHasWrongNonce()) return;
    const chosen = this.#choose();
    this.#executions += chosen.length;
    const runs = await Promise.all(chosen.map((index, lane) => this.#executeOn(lane, index)));
    for (const [i, index] of chosen.entries()) this.#accept(index, runs[i]);
    this.#validate();
  }

  /** All before it is committed, so a wrong nonce will not come right: without this it would run forever. */
  #lowestHasWrongNonce(): boolean {
    const reason = wrongNonce(this.#scenario, this.#memory, this.#committed);
    if (reason === undefined) return false;
    this.#states[this.#committed] = { kind: "invalid", reason };
    this.#committed++;
    return true;
  }

  finish(): ParallelResult {
    const results = this.#states.map((state) => {
      switch (state.kind) {
        case "executed":
          return state.result;
        case "invalid":
          return { invalid: state.reason };
        case "ready":
          throw new Error("A transaction was committed without having run");
      }
    });
    return { results, executions: this.#executions };
  }

  /** The lowest transactions that are ready, without those that would read a known ESTIMATE. */
  #choose(): number[] {
    const chosen: number[] = [];
    for (let i = this.#committed; i < this.#states.length; i++) {
      if (chosen.length === this.#lanes.length) break;
      const state = this.#states[i];
      if (state?.kind === "ready" && !this.#mustWait(i, state.lastReads, state.blockedBy)) {
        chosen.push(i);
      }
    }
    return chosen;
  }

  #mustWait(index: number, lastReads: readonly Read[], blockedBy: number | undefined): boolean {
    if (index === this.#committed) return false;
    if (blockedBy !== undefined && this.#states[blockedBy]?.kind === "ready") return true;
    const view = new StateView(this.#scenario.base, this.#memory, index);
    for (const read of lastReads) readNow(view, read.location);
    return view.blockedBy !== undefined;
  }

  #executeOn(lane: number, index: number): Promise<RunResult> {
    const updates = this.#updates.slice(this.#told[lane]);
    this.#told[lane] = this.#updates.length;
    const thread = this.#lanes[lane];
    if (thread === undefined) throw new Error(`There is no lane ${lane}`);
    return thread.execute(updates, index);
  }

  #accept(index: number, run: RunResult | undefined): void {
    switch (run?.kind) {
      case undefined:
        throw new Error(`Transaction ${index} gave no result`);
      case "done":
        this.#record(index, run);
        this.#states[index] = { kind: "executed", result: run.result };
        return;
      case "blocked":
        this.#states[index] = { kind: "ready", lastReads: [], blockedBy: run.by };
        return;
      case "invalid":
        // On a state that is still speculative this says nothing yet.
        this.#states[index] =
          index === this.#committed
            ? { kind: "invalid", reason: run.reason }
            : { kind: "ready", lastReads: [], blockedBy: index - 1 };
    }
  }

  #record(writer: number, run: Extract<RunResult, { kind: "done" }>): void {
    const { writes } = run.result.accesses;
    this.#memory.record(writer, writes);
    this.#updates.push({ kind: "record", writer, writes, newCodes: run.newCodes });
  }

  #validate(): void {
    for (let i = this.#committed; i < this.#states.length; i++) {
      const state = this.#states[i];
      if (state?.kind === "executed" && !this.#isValid(i, state.result)) {
        this.#memory.markEstimates(i);
        this.#updates.push({ kind: "estimate", writer: i });
        this.#states[i] = { kind: "ready", lastReads: state.result.accesses.reads };
      }
    }
    while (this.hasWork && this.#states[this.#committed]?.kind !== "ready") this.#committed++;
  }

  #isValid(index: number, result: TransactionResult): boolean {
    const view = new StateView(this.#scenario.base, this.#memory, index);
    const readsHold = result.accesses.reads.every(({ kind, location, value }) =>
      kind === "exact" ? readNow(view, location) === value : readNow(view, location) >= value,
    );
    return readsHold && view.blockedBy === undefined;
  }
}

function readNow(view: StateView, location: LocationKey): bigint {
  if (!location.startsWith("existence:")) return view.read(location);
  const address = location.slice("existence:".length) as Address; // what such a key holds
  return view.exists(address) ? 1n : 0n;
}
