import { criticalPath } from "./critical-path.ts";
import type { DependencyGraph } from "./dependency-graph.ts";
import { listSchedule, type Schedule } from "./list-schedule.ts";

/** The numbers of threads that speed-ups are modelled for. */
export const THREAD_COUNTS = [2, 4, 8, 16] as const;

export type ThreadCount = (typeof THREAD_COUNTS)[number];

/**
 * The best list schedule on `threads` threads or fewer. List scheduling alone can get slower with
 * more threads (Graham's anomaly), though a schedule for fewer is valid on more.
 */
export function bestSchedule(graph: DependencyGraph, threads: number): Schedule {
  const counts = [...THREAD_COUNTS.filter((count) => count < threads), threads];
  const schedules = counts.map((count) => listSchedule(graph, count));
  return schedules.reduce((best, one) => (one.makespan < best.makespan ? one : best));
}

/** Of the best list schedule on `threads` threads or fewer, in gas. */
export function makespan(graph: DependencyGraph, threads: ThreadCount): number {
  return allMakespans(graph, threads)[threads];
}

/** The same for each number of threads; `most`: more are of no interest. Mostly there is nothing to schedule. */
export function allMakespans(
  graph: DependencyGraph,
  most: ThreadCount = 16,
): Readonly<Record<ThreadCount, number>> {
  const shortest = criticalPath(graph);
  const found = { 2: shortest, 4: shortest, 8: shortest, 16: shortest };
  let best = Infinity;
  for (const count of THREAD_COUNTS) {
    // Each transaction has a thread of its own.
    if (count > most || count >= graph.weights.length) break;
    best = Math.min(best, listSchedule(graph, count).makespan);
    // No number of threads beats it.
    if (best === shortest) break;
    found[count] = best;
  }
  return found;
}
