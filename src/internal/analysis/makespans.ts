import type { ScenarioAnalysis } from "../model/analysis.ts";
import { allMakespans } from "../primitives/schedule/best-schedule.ts";
import type { DependencyGraph } from "../primitives/schedule/dependency-graph.ts";

/** Modelled gas on the longest thread, for each number of threads that a report shows. */
export function makespans(graph: DependencyGraph): ScenarioAnalysis["makespans"] {
  const all = allMakespans(graph);
  return { 2: BigInt(all[2]), 4: BigInt(all[4]), 8: BigInt(all[8]), 16: BigInt(all[16]) };
}
