import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ConflictGraph } from "./conflict-graph.ts";
import { listSchedule } from "./list-schedule.ts";

const THREAD_COUNTS = [2, 4, 8, 16];

/** Modelled gas on the longest thread, for each number of threads that a report shows. */
export function makespans(graph: ConflictGraph): ScenarioAnalysis["makespans"] {
  return {
    2: BigInt(makespan(graph, 2)),
    4: BigInt(makespan(graph, 4)),
    8: BigInt(makespan(graph, 8)),
    16: BigInt(makespan(graph, 16)),
  };
}

/**
 * The best list schedule on `threads` threads or fewer. List scheduling alone can get slower with
 * more threads (Graham's anomaly), though a schedule for fewer is valid on more.
 */
export function makespan(graph: ConflictGraph, threads: number): number {
  const counts = THREAD_COUNTS.filter((count) => count <= threads);
  return Math.min(...counts.map((count) => listSchedule(graph, count).makespan));
}
