import type { ContendedLocation, ScenarioAnalysis } from "../model/analysis.ts";
import type { Dependency } from "../primitives/schedule/dependency-graph.ts";
import { dependencyGraph, type DependencyGraph } from "../primitives/schedule/dependency-graph.ts";
import { criticalPath } from "../primitives/schedule/critical-path.ts";
import { gasWeights } from "./gas-weights.ts";
import { makespan } from "../primitives/schedule/best-schedule.ts";
import { senderDependencies } from "./sender-dependencies.ts";

const THREADS = 8;

/** Gas on the longest of 8 threads, in one scenario. */
export interface GroupCost {
  /** What removing the group alone saves. */
  readonly savedGas: number;
  /** What the group costs if no other one conflicts. */
  readonly aloneGas: number;
}

/**
 * Schedules the scenario without each group, and with each group alone. The order of each sender
 * always stays, and so does a dependency that another group makes too.
 */
export function priceGroups(
  analysis: ScenarioAnalysis,
  groups: ReadonlyMap<string, readonly ContendedLocation[]>,
): ReadonlyMap<string, GroupCost> {
  if (groups.size === 0) return new Map();
  const gas = gasWeights(analysis.execution);
  const own = senderDependencies(analysis.execution);
  const now = Number(analysis.makespans["8"]);
  const free = makespan(dependencyGraph(gas, [own]), THREADS);
  const graphWith = (kept: (group: string) => boolean): DependencyGraph =>
    dependencyGraph(gas, [own, ...dependenciesOf(groups, kept)]);
  const cost = (group: string): GroupCost => {
    const without = graphWith((other) => other !== group);
    const alone =
      groups.size === 1
        ? now
        : makespan(
            graphWith((other) => other === group),
            THREADS,
          );
    return { savedGas: now - atMost(now, without), aloneGas: Math.max(0, alone - free) };
  };
  return new Map([...groups.keys()].map((group) => [group, cost(group)]));
}

/**
 * The makespan, or `known` if it is not less: a schedule that keeps more dependencies is valid here
 * too, so removing some must not look slower (Graham's anomaly). The critical path settles most
 * cases without a schedule.
 */
function atMost(known: number, graph: DependencyGraph): number {
  return criticalPath(graph) >= known ? known : Math.min(known, makespan(graph, THREADS));
}

function dependenciesOf(
  groups: ReadonlyMap<string, readonly ContendedLocation[]>,
  kept: (group: string) => boolean,
): readonly (readonly Dependency[])[] {
  return [...groups]
    .filter(([group]) => kept(group))
    .flatMap(([, places]) => places.map(({ dependencies }) => dependencies));
}
