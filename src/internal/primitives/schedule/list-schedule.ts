import type { DependencyGraph } from "./dependency-graph.ts";
import { ReadyTransactions } from "./ready-transactions.ts";

export interface Schedule {
  /** One a transaction, in the order of the graph. */
  readonly assignments: readonly Assignment[];
  /** Gas on the longest thread. */
  readonly makespan: number;
}

/** `start` in gas since the begin; `thread` from 0. */
export interface Assignment {
  readonly thread: number;
  readonly start: number;
}

interface Running {
  readonly transaction: number;
  readonly end: number;
}

/**
 * List scheduling (Graham 1969): whenever a thread is free it takes, of the transactions that wait
 * for nothing, the one with the longest remaining path; ties go to the lower index and the lower
 * thread. At most (2 - 1/threads) times the optimum.
 */
export function listSchedule(graph: DependencyGraph, threads: number): Schedule {
  const ready = new ReadyTransactions(graph);
  const assignments: Assignment[] = graph.weights.map(() => ({ thread: 0, start: 0 }));
  const running: (Running | undefined)[] = Array.from({ length: threads }, () => undefined);
  let now = 0;
  while (ready.unfinished > 0) {
    for (let thread = 0; thread < threads; thread++) {
      if (running[thread] !== undefined) continue;
      const transaction = ready.take();
      if (transaction === undefined) break;
      assignments[transaction] = { thread, start: now };
      running[thread] = { transaction, end: now + (graph.weights[transaction] ?? 0) };
    }
    now = finishNext(running, ready);
  }
  return { assignments, makespan: now };
}

/** Finishes all that ends next and returns when that is. The graph has no cycle, so something always runs. */
function finishNext(running: (Running | undefined)[], ready: ReadyTransactions): number {
  const next = running.reduce((end, one) => Math.min(end, one?.end ?? Infinity), Infinity);
  for (const [thread, one] of running.entries()) {
    if (one?.end !== next) continue;
    ready.finish(one.transaction);
    running[thread] = undefined;
  }
  return next;
}
