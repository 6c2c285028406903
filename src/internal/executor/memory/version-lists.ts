import { readWord, type Words, writeWord } from "./words.ts";

/** Gives out memory that is zero, or 0 when there is none left. */
export interface Allocator {
  take(words: number): number;
}

/** A node of a list: the next one, the transaction that writes, and what it wrote last. */
const NODE = { words: 4, next: 0, writer: 1, cell: 2 };
/** A value that a transaction wrote: its kind, and 256 bits. */
const VALUE = { words: 10, kind: 0, value: 2 };

const SET = 0;
const ADD = 1;

/**
 * The versions of each location of the multi-version memory of Block-STM (Gelashvili et al.,
 * https://arxiv.org/abs/2203.06871, section 3.1), without locks.
 *
 *     head ──▶ writer 7 ──▶ writer 4 ──▶ writer 1        descending, each writer once
 *                 │            │            │
 *                cell         cell         cell          0, or the place of a value and an ESTIMATE bit
 *                 ▼            ▼
 *              ADD +5       SET 12                       values never change
 *
 * Nodes are only ever added (by compare-and-exchange at their place), so a reader may walk while others
 * write. What changes is the cell: one atomic store replaces a version by that of the next incarnation,
 * marks it as an ESTIMATE, or takes it back (0). Only the thread that has the writer's transaction in
 * hand changes its cells.
 *
 * A value's place stands for the value: who read a place and finds the same place again has read the
 * same value. Two things differ from the paper: balances hold commutative deltas (ADD), summed down to
 * the last SET; and values, not version numbers, decide validation.
 */
export class VersionLists {
  readonly #memory: Words;
  readonly #words: Int32Array;
  readonly #allocator: Allocator;
  /** After a read: the highest transaction whose ESTIMATE was met, or -1. */
  blockedBy = -1;
  /** After {@link latest}: whose version it is, or -1. */
  writer = -1;

  constructor(memory: Words, allocator: Allocator) {
    this.#memory = memory;
    this.#words = memory.words;
    this.#allocator = allocator;
  }

  /** The value's place that `reader` sees in a list without deltas, 0 if no lower transaction wrote. */
  latest(head: number, reader: number): number {
    this.blockedBy = -1;
    for (let node = this.#below(head, reader); node !== 0; node = this.#next(node)) {
      const cell = Atomics.load(this.#words, node + NODE.cell);
      if (cell === 0) continue;
      this.writer = this.#writerOf(node);
      if ((cell & 1) === 1) this.blockedBy = this.writer;
      return cell >> 1;
    }
    this.writer = -1;
    return 0;
  }

  /** The sum that `reader` sees in a list with deltas, given the value before the scenario. */
  sum(head: number, reader: number, base: bigint): bigint {
    this.blockedBy = -1;
    let sum = 0n;
    for (let node = this.#below(head, reader); node !== 0; node = this.#next(node)) {
      const cell = Atomics.load(this.#words, node + NODE.cell);
      if (cell === 0) continue;
      if ((cell & 1) === 1 && this.blockedBy < 0) this.blockedBy = this.#writerOf(node);
      const value = cell >> 1;
      sum += this.valueAt(value);
      if (this.#words[value + VALUE.kind] === SET) return BigInt.asUintN(256, sum);
    }
    return BigInt.asUintN(256, base + sum);
  }

  valueAt(place: number): bigint {
    return readWord(this.#memory, place + VALUE.value);
  }

  /**
   * Puts what `writer` wrote into the list. Returns the node, negative if `writer` had no version
   * there before; 0 when memory has run out.
   */
  put(head: number, writer: number, kind: "set" | "add", value: bigint): number {
    const place = this.#allocator.take(VALUE.words);
    if (place === 0) return 0;
    this.#words[place + VALUE.kind] = kind === "set" ? SET : ADD;
    writeWord(this.#memory, place + VALUE.value, BigInt.asUintN(256, value));
    const node = this.#nodeOf(head, writer);
    if (node === 0) return 0;
    const before = Atomics.exchange(this.#words, node + NODE.cell, place * 2);
    return before === 0 ? -node : node;
  }

  markEstimate(node: number): void {
    Atomics.or(this.#words, node + NODE.cell, 1);
  }

  takeBack(node: number): void {
    Atomics.store(this.#words, node + NODE.cell, 0);
  }

  #writerOf(node: number): number {
    return this.#words[node + NODE.writer] ?? 0;
  }

  #next(node: number): number {
    return Atomics.load(this.#words, node + NODE.next);
  }

  /** The first node of a transaction below `reader`. */
  #below(head: number, reader: number): number {
    let node = Atomics.load(this.#words, head);
    while (node !== 0 && this.#writerOf(node) >= reader) node = this.#next(node);
    return node;
  }

  /** The node of `writer`, which is added if it is not there. */
  #nodeOf(head: number, writer: number): number {
    let added = 0;
    for (;;) {
      let link = head;
      let node = Atomics.load(this.#words, link);
      while (node !== 0 && this.#writerOf(node) > writer) {
        link = node + NODE.next;
        node = Atomics.load(this.#words, link);
      }
      if (node !== 0 && this.#writerOf(node) === writer) return node;
      if (added === 0) added = this.#allocator.take(NODE.words);
      if (added === 0) return 0;
      this.#words[added + NODE.writer] = writer;
      this.#words[added + NODE.next] = node;
      // Fails when somebody added a node here meanwhile: look again.
      if (Atomics.compareExchange(this.#words, link, node, added) === node) return added;
    }
  }
}
