import { MultiVersionMemory, type NotedRead } from "../memory/multi-version-memory.ts";
import { CONTROL } from "../memory/memory-layout.ts";
import type { SharedMemory } from "../memory/shared-memory.ts";
import { SharedView } from "../state/state-view.ts";
import type { CellRead, TransactionWrites } from "../state/transaction-writes.ts";
import type { LocalRun } from "../vm/local-run.ts";
import { CollaborativeScheduler, type Task } from "./collaborative-scheduler.ts";
import type { KnownDependencies } from "./known-dependencies.ts";

/** Runs a transaction on a view of the state. */
export type RunOnView = (index: number, view: SharedView) => Promise<LocalRun>;

/** What a lane ran last of a transaction. Only that of the last incarnation of all lanes counts. */
export interface LaneRun {
  readonly incarnation: number;
  readonly run: LocalRun;
}

export interface LaneOptions {
  readonly memory: SharedMemory;
  /** The lane's number, from 0. */
  readonly lane: number;
  readonly dependencies: KnownDependencies;
  readonly run: RunOnView;
  /** What to do when there is nothing to do for the `misses`th time on end. Default: the scheduler's way. */
  readonly pause?: (misses: number) => void | Promise<void>;
}

/**
 * One thread's part of running a scenario in parallel: takes tasks from the scheduler until all is
 * done, or the run has failed.
 */
export class Lane {
  readonly #memory: SharedMemory;
  readonly #scheduler: CollaborativeScheduler;
  readonly #versions: MultiVersionMemory;
  readonly #view: SharedView;
  readonly #dependencies: KnownDependencies;
  readonly #run: RunOnView;
  readonly #pause: (misses: number) => void | Promise<void>;
  readonly #runs = new Map<number, LaneRun>();

  constructor({ memory, lane, dependencies, run, pause }: LaneOptions) {
    this.#memory = memory;
    this.#scheduler = new CollaborativeScheduler(memory);
    this.#versions = new MultiVersionMemory(memory, lane);
    this.#view = new SharedView(this.#versions);
    this.#dependencies = dependencies;
    this.#run = run;
    this.#pause =
      pause ??
      ((misses) => {
        this.#scheduler.pause(misses);
      });
  }

  async work(): Promise<void> {
    let task: Task | undefined;
    let misses = 0;
    while (!this.#scheduler.isDone) {
      task ??= this.#scheduler.next();
      if (task === undefined) {
        await this.#pause(++misses);
        continue;
      }
      misses = 0;
      task = task.kind === "execute" ? await this.#execute(task) : this.#validate(task);
    }
  }

  /** Transactions whose last incarnation ran here, by index. */
  finalRuns(): ReadonlyMap<number, LocalRun> {
    const final = new Map<number, LocalRun>();
    for (const [index, { incarnation, run }] of this.#runs) {
      if (this.#scheduler.incarnationOf(index) === incarnation) final.set(index, run);
    }
    return final;
  }

  async #execute(task: Task): Promise<Task | undefined> {
    if (this.#mustWait(task)) return undefined;
    for (;;) {
      Atomics.add(this.#memory.words, CONTROL.executions, 1);
      this.#view.begin(task.index);
      const run = await this.#run(task.index, this.#view);
      if (this.#scheduler.isDone) return undefined;
      const { blockedBy } = this.#view;
      if (blockedBy >= 0) {
        if (this.#scheduler.waitFor(task, blockedBy)) return undefined;
        continue;
      }
      this.#runs.set(task.index, { incarnation: task.incarnation, run });
      const wroteElsewhere = this.#view.record(writesOf(run), notedReads(run.reads));
      return this.#scheduler.finishExecution(task, wroteElsewhere);
    }
  }

  /** Waits for the first transaction that this one is known to depend on and that was not executed. */
  #mustWait(task: Task): boolean {
    for (const dependency of this.#dependencies[task.index] ?? []) {
      if (this.#scheduler.isExecuted(dependency)) continue;
      if (this.#scheduler.waitFor(task, dependency)) return true;
    }
    return false;
  }

  #validate(task: Task): Task | undefined {
    const aborted = !this.#versions.isValid(task.index) && this.#scheduler.tryAbort(task);
    if (aborted) this.#versions.markEstimates(task.index);
    return this.#scheduler.finishValidation(task, aborted);
  }
}

const NO_WRITES: TransactionWrites = { values: [], balances: [], cleared: [] };

function writesOf(run: LocalRun): TransactionWrites {
  return run.kind === "done" ? run.writes : NO_WRITES;
}

function notedReads(reads: readonly CellRead[]): NotedRead[] {
  return reads.filter(({ assured }) => assured !== true).map(notedRead);
}

function notedRead({ cell, kind, value, place }: CellRead): NotedRead {
  const { id } = cell;
  if (cell.kind === "balance") return { tag: kind === "exact" ? "sum" : "least", id, value };
  // Worked out of three other locations, unless it is stored (before EIP-161).
  if (cell.kind === "existence" && !cell.isStored) return { tag: "existence", id, value };
  return { tag: "version", id, place };
}
