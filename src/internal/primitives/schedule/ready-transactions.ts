import type { DependencyGraph } from "./dependency-graph.ts";
import { remainingPaths } from "./critical-path.ts";
import { NumberQueue } from "./number-queue.ts";

/** The transactions of a graph that wait for nothing any more, longest remaining path first. */
export class ReadyTransactions {
  readonly #graph: DependencyGraph;
  /** Transactions by rank, and the inverse: the queue holds ranks, so that its order is one of numbers. */
  readonly #byRank: readonly number[];
  readonly #rankOf: readonly number[];
  readonly #waitsFor: number[];
  readonly #queue = new NumberQueue();
  #unfinished: number;

  constructor(graph: DependencyGraph) {
    this.#graph = graph;
    this.#byRank = byRemainingPath(graph);
    this.#rankOf = inverse(this.#byRank);
    this.#waitsFor = [...graph.waitsFor];
    this.#unfinished = graph.weights.length;
    for (const [transaction, count] of this.#waitsFor.entries()) {
      if (count === 0) this.#enqueue(transaction);
    }
  }

  get unfinished(): number {
    return this.#unfinished;
  }

  /** Takes the most urgent one; undefined when all others wait or run. */
  take(): number | undefined {
    const rank = this.#queue.pop();
    return rank === undefined ? undefined : this.#byRank[rank];
  }

  finish(transaction: number): void {
    this.#unfinished--;
    for (const successor of this.#graph.successors[transaction] ?? []) {
      const left = (this.#waitsFor[successor] ?? 0) - 1;
      this.#waitsFor[successor] = left;
      if (left === 0) this.#enqueue(successor);
    }
  }

  #enqueue(transaction: number): void {
    this.#queue.push(this.#rankOf[transaction] ?? 0);
  }
}

function byRemainingPath(graph: DependencyGraph): readonly number[] {
  const paths = remainingPaths(graph);
  return [...paths.keys()].sort((a, b) => (paths[b] ?? 0) - (paths[a] ?? 0) || a - b);
}

function inverse(permutation: readonly number[]): readonly number[] {
  const result = permutation.map(() => 0);
  for (const [index, value] of permutation.entries()) result[value] = index;
  return result;
}
