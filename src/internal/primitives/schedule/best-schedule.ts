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

export function makespan(graph: DependencyGraph, threads: ThreadCount): number {
  return bestSchedule(graph, threads).makespan;
}
