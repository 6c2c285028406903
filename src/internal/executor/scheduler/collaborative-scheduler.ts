import { CONTROL, TRANSACTION } from "../memory/memory-layout.ts";
import type { SharedMemory } from "../memory/shared-memory.ts";

export interface Task {
  readonly kind: "execute" | "validate";
  readonly index: number;
  readonly incarnation: number;
}

/** States of a transaction, in the lowest two bits of its status; the incarnation stands above them. */
const READY = 0;
const EXECUTING = 1;
const EXECUTED = 2;
const ABORTING = 3;

/** The list of those that wait for a transaction is closed while it is executed: nobody needs to wait. */
const CLOSED = -1;

/** Looks for work in vain before a thread goes to sleep, and for how long, in ms, if nobody wakes it. */
const PATIENCE = 200;
const LONGEST_SLEEP = 1;

/**
 * The collaborative scheduler of Block-STM (Gelashvili et al., https://arxiv.org/abs/2203.06871,
 * section 3.2 and algorithms 4 and 5), in Atomics: every thread takes its next task itself, the lowest
 * transaction first, and validation before execution.
 *
 *     READY ──────▶ EXECUTING ──────▶ EXECUTED          of incarnation i
 *       ▲               │ met an        │ validation
 *       │ i + 1         ▼ ESTIMATE      ▼ failed
 *       └────────── ABORTING ◀──────────┘
 *
 * Who meets an ESTIMATE of a transaction, or knows beforehand that it depends on it, waits in its list,
 * a stack of intrusive links, until it is executed.
 *
 * The end: both indices are past the last transaction, no task is in hand, and no index was lowered
 * while one looked (`decreases` counts that).
 */
export class CollaborativeScheduler {
  readonly #memory: SharedMemory;
  readonly #words: Int32Array;
  readonly #count: number;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
    this.#words = memory.words;
    this.#count = memory.layout.transactions;
  }

  get isDone(): boolean {
    return Atomics.load(this.#words, CONTROL.done) !== 0;
  }

  /** The next task, if there is one at this moment. */
  next(): Task | undefined {
    const validation = Atomics.load(this.#words, CONTROL.validationIndex);
    const execution = Atomics.load(this.#words, CONTROL.executionIndex);
    return validation < execution ? this.#nextToValidate() : this.#nextToExecute();
  }

  /** The number of the incarnation that a transaction came to. */
  incarnationOf(index: number): number {
    return Atomics.load(this.#words, this.#status(index)) >> 2;
  }

  isExecuted(index: number): boolean {
    return (Atomics.load(this.#words, this.#status(index)) & 3) === EXECUTED;
  }

  /**
   * Gives the task of executing `index` up until `blocker` is executed. False if that is the case
   * already: then the task is still in hand.
   */
  waitFor({ index, incarnation }: Task, blocker: number): boolean {
    const list = this.#at(blocker, TRANSACTION.waiting);
    this.#setStatus(index, incarnation, ABORTING);
    for (;;) {
      const head = Atomics.load(this.#words, list);
      if (head === CLOSED) {
        this.#setStatus(index, incarnation, EXECUTING);
        return false;
      }
      Atomics.store(this.#words, this.#at(index, TRANSACTION.next), head);
      if (Atomics.compareExchange(this.#words, list, head, index + 1) === head) break;
    }
    this.#release();
    return true;
  }

  /** After what it wrote was recorded. The next task, if it follows from this one. */
  finishExecution({ index, incarnation }: Task, wroteElsewhere: boolean): Task | undefined {
    // In this order: once it is EXECUTED another thread may abort it, and open the list for new ones. Until
    // then nobody loses anything by not waiting any more, as what it wrote is there.
    this.#resumeWaiting(index);
    this.#setStatus(index, incarnation, EXECUTED);
    if (Atomics.load(this.#words, CONTROL.validationIndex) > index) {
      // Higher ones were validated against what it wrote before: those, or only this one, once more.
      if (!wroteElsewhere) return { kind: "validate", index, incarnation };
      this.#lower(CONTROL.validationIndex, index);
    }
    this.#release();
    return undefined;
  }

  /** Claims the right to abort an incarnation whose validation failed; one thread gets it. */
  tryAbort({ index, incarnation }: Task): boolean {
    const executed = (incarnation << 2) | EXECUTED;
    const aborting = (incarnation << 2) | ABORTING;
    const status = this.#status(index);
    if (Atomics.compareExchange(this.#words, status, executed, aborting) !== executed) return false;
    // Before its versions become ESTIMATEs: who meets one shall be able to wait.
    Atomics.store(this.#words, this.#at(index, TRANSACTION.waiting), 0);
    return true;
  }

  /** The next task, if it follows from this one. */
  finishValidation({ index, incarnation }: Task, aborted: boolean): Task | undefined {
    if (aborted) {
      this.#setStatus(index, incarnation + 1, READY);
      this.#lower(CONTROL.validationIndex, index + 1);
      if (Atomics.load(this.#words, CONTROL.executionIndex) > index)
        return this.#tryIncarnate(index);
      // Whoever takes the execution index past it finds it ready.
    }
    this.#release();
    return undefined;
  }

  /** Nothing to do for the `misses`th time on end: waits a moment. */
  pause(misses: number): void {
    if (misses < PATIENCE) return;
    const seen = Atomics.load(this.#words, CONTROL.events);
    Atomics.add(this.#words, CONTROL.sleepers, 1);
    if (!this.isDone) Atomics.wait(this.#words, CONTROL.events, seen, LONGEST_SLEEP);
    Atomics.sub(this.#words, CONTROL.sleepers, 1);
  }

  #nextToValidate(): Task | undefined {
    if (Atomics.load(this.#words, CONTROL.validationIndex) >= this.#count) {
      this.#checkDone();
      return undefined;
    }
    this.#claim();
    const index = Atomics.add(this.#words, CONTROL.validationIndex, 1);
    if (index < this.#count) {
      const status = Atomics.load(this.#words, this.#status(index));
      if ((status & 3) === EXECUTED) return { kind: "validate", index, incarnation: status >> 2 };
    }
    this.#release();
    return undefined;
  }

  #nextToExecute(): Task | undefined {
    if (Atomics.load(this.#words, CONTROL.executionIndex) >= this.#count) {
      this.#checkDone();
      return undefined;
    }
    this.#claim();
    return this.#tryIncarnate(Atomics.add(this.#words, CONTROL.executionIndex, 1));
  }

  /** With a task in hand, which ends if the transaction is not ready. */
  #tryIncarnate(index: number): Task | undefined {
    if (index < this.#count) {
      const status = Atomics.load(this.#words, this.#status(index));
      if ((status & 3) === READY && this.#takeUp(index, status)) {
        return { kind: "execute", index, incarnation: status >> 2 };
      }
    }
    this.#release();
    return undefined;
  }

  #takeUp(index: number, ready: number): boolean {
    const executing = ready | EXECUTING;
    return Atomics.compareExchange(this.#words, this.#status(index), ready, executing) === ready;
  }

  #resumeWaiting(index: number): void {
    let waiting = Atomics.exchange(this.#words, this.#at(index, TRANSACTION.waiting), CLOSED);
    let lowest = this.#count;
    while (waiting > 0) {
      const waiter = waiting - 1;
      // Read before it is ready, as it may come to wait again.
      waiting = Atomics.load(this.#words, this.#at(waiter, TRANSACTION.next));
      this.#setStatus(waiter, this.incarnationOf(waiter) + 1, READY);
      lowest = Math.min(lowest, waiter);
    }
    if (lowest < this.#count) this.#lower(CONTROL.executionIndex, lowest);
  }

  #lower(index: number, target: number): void {
    let current = Atomics.load(this.#words, index);
    while (current > target) {
      const found = Atomics.compareExchange(this.#words, index, current, target);
      if (found === current) break;
      current = found;
    }
    Atomics.add(this.#words, CONTROL.decreases, 1);
    if (Atomics.load(this.#words, CONTROL.sleepers) > 0) this.#wake();
  }

  #checkDone(): void {
    const decreases = Atomics.load(this.#words, CONTROL.decreases);
    const lowest = Math.min(
      Atomics.load(this.#words, CONTROL.executionIndex),
      Atomics.load(this.#words, CONTROL.validationIndex),
    );
    if (lowest < this.#count || Atomics.load(this.#words, CONTROL.active) > 0) return;
    if (Atomics.load(this.#words, CONTROL.decreases) !== decreases) return;
    // Nobody should wait now; if somebody does, the run has failed, and must not be taken for one that has not.
    if (!this.#areAllExecuted()) this.#memory.fail("stuck");
    Atomics.store(this.#words, CONTROL.done, 1);
    this.#wake();
  }

  #areAllExecuted(): boolean {
    for (let index = 0; index < this.#count; index++) if (!this.isExecuted(index)) return false;
    return true;
  }

  #wake(): void {
    Atomics.add(this.#words, CONTROL.events, 1);
    Atomics.notify(this.#words, CONTROL.events);
  }

  #claim(): void {
    Atomics.add(this.#words, CONTROL.active, 1);
  }

  #release(): void {
    Atomics.sub(this.#words, CONTROL.active, 1);
  }

  #setStatus(index: number, incarnation: number, state: number): void {
    Atomics.store(this.#words, this.#status(index), (incarnation << 2) | state);
  }

  #status(index: number): number {
    return this.#at(index, TRANSACTION.status);
  }

  #at(index: number, field: number): number {
    return this.#memory.layout.states + index * TRANSACTION.words + field;
  }
}
