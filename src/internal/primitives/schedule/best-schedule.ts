import type { DependencyGraph } from "./dependency-graph.ts";
import { listSchedule, type Schedule } from "./list-schedule.ts";

/** The numbers of threads that speed-ups are modelled for. */
export const THREAD_COUNTS = [2, 4, 8, 16] as const;

export type ThreadCount = (typeof THREAD_COUNTS)[number];

/**
 * The best list schedule on `threads` threads or fewer. List scheduling alone can get slower with
 * more threads (Graham's anomaly), though a schedule for fewer is valid on more.
 */
export function bestSchedule(graph: DependencyGraph, threads: ThreadCount): Schedule {
  let best = listSchedule(graph, THREAD_COUNTS[0]);
  for (const count of THREAD_COUNTS) {
    if (count === THREAD_COUNTS[0] || count > threads) continue;
    const schedule = listSchedule(graph, count);
    if (schedule.makespan < best.makespan) best = schedule;
  }
  return best;
}

export function makespan(graph: DependencyGraph, threads: ThreadCount): number {
  return bestSchedule(graph, threads).makespan;
}
