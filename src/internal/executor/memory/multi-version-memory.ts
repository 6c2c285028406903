import { CELL_KIND } from "../state/cells.ts";
import { CONTROL, TRANSACTION } from "./memory-layout.ts";
import type { SharedMemory } from "./shared-memory.ts";
import { VersionLists } from "./version-lists.ts";
import { writeWord } from "./words.ts";

/**
 * What an incarnation depends on.
 * - `version`: a value by its place in the memory.
 * - `sum`, `least`: a balance that it saw, or that it needs to be as high at least.
 * - `existence`: whether an account is empty (EIP-161), 1 or 0.
 */
export type NotedRead =
  | { readonly tag: "version"; readonly id: number; readonly place: number }
  | { readonly tag: "sum" | "least" | "existence"; readonly id: number; readonly value: bigint };

export interface NotedWrite {
  readonly id: number;
  readonly kind: "set" | "add";
  readonly value: bigint;
}

/** The place of what is 0 because the account's storage was cleared, by a lower transaction or later on. */
const CLEARED_PLACE = -1;

const TAGS = ["version", "sum", "least", "existence"] as const;
const READ_WORDS = 3;

/**
 * The multi-version memory of Block-STM (Gelashvili et al., https://arxiv.org/abs/2203.06871), as one
 * lane uses it. A location's id holds its number and, in the lowest three bits, its kind.
 */
export class MultiVersionMemory {
  readonly #memory: SharedMemory;
  readonly #words: Int32Array;
  readonly #arena: { take(words: number): number };
  readonly #lists: VersionLists;
  /** After a read: the highest transaction whose ESTIMATE it depends on, or -1. */
  blockedBy = -1;

  constructor(memory: SharedMemory, lane: number) {
    this.#memory = memory;
    this.#words = memory.words;
    this.#arena = memory.arena(lane);
    this.#lists = new VersionLists(memory, this.#arena);
  }

  /** The place of the value that `reader` sees: 0 for the one before the scenario. Not for balances. */
  place(id: number, reader: number): number {
    const place = this.#lists.latest(this.#head(id), reader);
    this.blockedBy = this.#lists.blockedBy;
    if ((id & 7) !== CELL_KIND.storage || Atomics.load(this.#words, CONTROL.clears) === 0) {
      return place;
    }
    const { writer } = this.#lists;
    const account = this.#memory.locations.accountOfSlot(id >> 3);
    this.#lists.latest(this.#memory.locations.accountHead(account, CELL_KIND.cleared), reader);
    if (this.#lists.writer <= writer) return place;
    this.blockedBy = Math.max(this.blockedBy, this.#lists.blockedBy);
    return CLEARED_PLACE;
  }

  /** The value at a place that {@link place} gave. */
  valueAt(place: number, base: bigint): bigint {
    if (place === CLEARED_PLACE) return 0n;
    return place === 0 ? base : this.#lists.valueAt(place);
  }

  /** The balance that `reader` sees, in wei. */
  balance(id: number, reader: number, base: bigint): bigint {
    const sum = this.#lists.sum(this.#head(id), reader, base);
    this.blockedBy = this.#lists.blockedBy;
    return sum;
  }

  /**
   * Puts what an incarnation of transaction `index` wrote in the place of what the one before it did,
   * and keeps what it read. True if it wrote where the last one had not.
   */
  record(index: number, reads: readonly NotedRead[], writes: readonly NotedWrite[]): boolean {
    this.#keepReads(index, reads);
    const state = this.#state(index);
    const before = Atomics.load(this.#words, state + TRANSACTION.writes);
    const list = this.#arena.take(1 + writes.length);
    if (list === 0) return true;
    let isNew = false;
    this.#words[list] = writes.length;
    for (const [i, { id, kind, value }] of writes.entries()) {
      // Before the version is there, so that whoever sees it knows to look.
      if ((id & 7) === CELL_KIND.cleared) Atomics.store(this.#words, CONTROL.clears, 1);
      const node = this.#lists.put(this.#head(id), index, kind, value);
      if (node < 0) isNew = true;
      this.#words[list + 1 + i] = Math.abs(node);
    }
    this.#takeBackUnless(before, list);
    Atomics.store(this.#words, state + TRANSACTION.writes, list);
    return isNew;
  }

  /** Whether the last incarnation of `index` would read the same now, and no ESTIMATE. */
  isValid(index: number): boolean {
    const list = Atomics.load(this.#words, this.#state(index) + TRANSACTION.reads);
    const count = this.#words[list] ?? 0;
    for (let i = 0; i < count; i++) {
      if (!this.#readHolds(list + 1 + i * READ_WORDS, index)) return false;
    }
    return true;
  }

  /** Marks what the last incarnation of `index` wrote as ESTIMATEs: it will probably write there again. */
  markEstimates(index: number): void {
    const list = Atomics.load(this.#words, this.#state(index) + TRANSACTION.writes);
    const count = this.#words[list] ?? 0;
    if (list === 0) return;
    for (let i = 0; i < count; i++) this.#lists.markEstimate(this.#words[list + 1 + i] ?? 0);
  }

  #keepReads(index: number, reads: readonly NotedRead[]): void {
    const list = this.#arena.take(1 + reads.length * READ_WORDS);
    if (list === 0) return;
    this.#words[list] = reads.length;
    for (const [i, read] of reads.entries()) {
      const at = list + 1 + i * READ_WORDS;
      this.#words[at] = read.id;
      this.#words[at + 1] = TAGS.indexOf(read.tag);
      this.#words[at + 2] = read.tag === "version" ? read.place : this.#keepValue(read.value);
    }
    Atomics.store(this.#words, this.#state(index) + TRANSACTION.reads, list);
  }

  #keepValue(value: bigint): number {
    const at = this.#arena.take(VALUE_WORDS);
    if (at !== 0) writeWord(this.#memory, at + 2, value);
    return at;
  }

  #readHolds(at: number, reader: number): boolean {
    const id = this.#words[at] ?? 0;
    const kept = this.#words[at + 2] ?? 0;
    const tag = TAGS[this.#words[at + 1] ?? 0] ?? "version";
    switch (tag) {
      case "version": {
        const place = this.place(id, reader);
        if (this.blockedBy >= 0) return false;
        if (place === kept) return true;
        const base = this.#base(id);
        return this.valueAt(place, base) === this.valueAt(kept, base);
      }
      case "sum":
        return this.#balanceNow(id, reader) === this.#lists.valueAt(kept) && this.blockedBy < 0;
      case "least":
        return this.#balanceNow(id, reader) >= this.#lists.valueAt(kept) && this.blockedBy < 0;
      case "existence":
        return this.#existsNow(id, reader) === (this.#lists.valueAt(kept) === 1n);
    }
  }

  #balanceNow(id: number, reader: number): bigint {
    return this.balance(id, reader, this.#base(id));
  }

  /** EIP-161: whether an account is more than empty; false also where an ESTIMATE is in the way. */
  #existsNow(id: number, reader: number): boolean | undefined {
    const account = id & ~7;
    for (const kind of [CELL_KIND.nonce, CELL_KIND.code]) {
      const value = this.valueAt(this.place(account | kind, reader), this.#base(account | kind));
      if (this.blockedBy >= 0) return undefined;
      if (value !== 0n) return true;
    }
    const balance = this.#balanceNow(account | CELL_KIND.balance, reader);
    return this.blockedBy >= 0 ? undefined : balance !== 0n;
  }

  /** Versions of the incarnation before, where this one did not write. */
  #takeBackUnless(before: number, list: number): void {
    if (before === 0) return;
    const kept = new Set<number>();
    for (let i = 0; i < (this.#words[list] ?? 0); i++) kept.add(this.#words[list + 1 + i] ?? 0);
    for (let i = 0; i < (this.#words[before] ?? 0); i++) {
      const node = this.#words[before + 1 + i] ?? 0;
      if (!kept.has(node)) this.#lists.takeBack(node);
    }
  }

  #head(id: number): number {
    const kind = id & 7;
    return kind === CELL_KIND.storage
      ? this.#memory.locations.slotHead(id >> 3)
      : this.#memory.locations.accountHead(id >> 3, kind);
  }

  #base(id: number): bigint {
    const { locations } = this.#memory;
    const number = id >> 3;
    switch (id & 7) {
      case CELL_KIND.storage:
        return locations.slotBase(number);
      case CELL_KIND.balance:
        return locations.accountBase(number).balance;
      case CELL_KIND.nonce:
        return locations.accountBase(number).nonce;
      case CELL_KIND.code:
        return locations.accountBase(number).code;
      default:
        return locations.accountBase(number).exists ? 1n : 0n;
    }
  }

  #state(index: number): number {
    return this.#memory.layout.states + index * TRANSACTION.words;
  }
}

const VALUE_WORDS = 10;
