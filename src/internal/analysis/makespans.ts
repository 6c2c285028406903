import type { ScenarioAnalysis } from "../model/analysis.ts";
import { makespan } from "../primitives/schedule/best-schedule.ts";
import type { DependencyGraph } from "../primitives/schedule/dependency-graph.ts";

/** Modelled gas on the longest thread, for each number of threads that a report shows. */
export function makespans(graph: DependencyGraph): ScenarioAnalysis["makespans"] {
  return {
    2: BigInt(makespan(graph, 2)),
    4: BigInt(makespan(graph, 4)),
    8: BigInt(makespan(graph, 8)),
    16: BigInt(makespan(graph, 16)),
  };
}
