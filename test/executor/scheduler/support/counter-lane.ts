import { CONTROL } from "../../../../src/internal/executor/memory/memory-layout.ts";
import {
  MultiVersionMemory,
  type NotedRead,
  type NotedWrite,
} from "../../../../src/internal/executor/memory/multi-version-memory.ts";
import type { SharedMemory } from "../../../../src/internal/executor/memory/shared-memory.ts";
import {
  CollaborativeScheduler,
  type Task,
} from "../../../../src/internal/executor/scheduler/collaborative-scheduler.ts";
import { CELL_KIND } from "../../../../src/internal/executor/state/cells.ts";
import { type Program, written } from "./counter-program.ts";

/** What `Lane` does, without a promise: so it can be stopped anywhere, and another come in. */
export class CounterLane {
  readonly #memory: SharedMemory;
  readonly #scheduler: CollaborativeScheduler;
  readonly #versions: MultiVersionMemory;
  readonly #ids: readonly number[];
  readonly #programs: readonly Program[];
  readonly #reads = new Map<number, { readonly incarnation: number; readonly values: bigint[] }>();
  #task: Task | undefined;

  /** As the memory knows a slot. */
  static idOf(slot: number): number {
    return slot * 8 + CELL_KIND.storage;
  }

  /** `ids` of the slots that the programs count at. */
  constructor(
    memory: SharedMemory,
    lane: number,
    ids: readonly number[],
    programs: readonly Program[],
  ) {
    this.#memory = memory;
    this.#scheduler = new CollaborativeScheduler(memory);
    this.#versions = new MultiVersionMemory(memory, lane);
    this.#ids = ids;
    this.#programs = programs;
  }

  get isDone(): boolean {
    return this.#scheduler.isDone;
  }

  /** Looks for a task, or does the one in hand. */
  step(): void {
    if (this.isDone) return;
    if (this.#task === undefined) this.#task = this.#scheduler.next();
    else if (this.#task.kind === "execute") this.#task = this.#execute(this.#task);
    else this.#task = this.#validate(this.#task);
  }

  /** The values that the transactions read whose last incarnation ran here. */
  finalReads(): Map<number, bigint[]> {
    const last = [...this.#reads].filter(
      ([index, { incarnation }]) => this.#scheduler.incarnationOf(index) === incarnation,
    );
    return new Map(last.map(([index, { values }]) => [index, values]));
  }

  #execute(task: Task): Task | undefined {
    const { index, incarnation } = task;
    const program = this.#programs[index];
    if (program === undefined) throw new Error(`There is no transaction ${index}`);
    for (const dependency of program.dependencies) {
      if (this.#scheduler.isExecuted(dependency)) continue;
      if (this.#scheduler.waitFor(task, dependency)) return undefined;
    }
    for (;;) {
      Atomics.add(this.#memory.words, CONTROL.executions, 1);
      const run = this.#run(program, index);
      if (this.isDone) return undefined;
      if (typeof run === "number") {
        if (this.#scheduler.waitFor(task, run)) return undefined;
        continue;
      }
      this.#reads.set(index, { incarnation, values: run.values });
      const wroteElsewhere = this.#versions.record(index, run.reads, run.writes);
      return this.#scheduler.finishExecution(task, wroteElsewhere);
    }
  }

  /** A number: the transaction whose ESTIMATE it met. */
  #run(program: Program, index: number) {
    const values: bigint[] = [];
    const reads: NotedRead[] = [];
    const writes: NotedWrite[] = [];
    let sum = 0n;
    for (const slot of program.slots) {
      const id = this.#ids[slot] ?? 0;
      const place = this.#versions.place(id, index);
      if (this.#versions.blockedBy >= 0) return this.#versions.blockedBy;
      const value = this.#versions.valueAt(place, 0n);
      values.push(value);
      reads.push({ tag: "version", id, place });
      sum += value;
      const after = written(program, index, sum);
      if (after !== undefined) writes.push({ id, kind: "set", value: after });
    }
    return { values, reads, writes };
  }

  #validate(task: Task): Task | undefined {
    const aborted = !this.#versions.isValid(task.index) && this.#scheduler.tryAbort(task);
    if (aborted) this.#versions.markEstimates(task.index);
    return this.#scheduler.finishValidation(task, aborted);
  }
}
