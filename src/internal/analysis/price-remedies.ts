import type {
  ContendedLocation,
  Dependency,
  GroupOf,
  ScenarioAnalysis,
} from "../model/analysis.ts";
import type { Address } from "../model/location.ts";
import type { RemediedGroup, Remedy, RemedyGain } from "../model/suggestion.ts";
import { type ConflictGraph, conflictGraph } from "./conflict-graph.ts";
import { gasWeights } from "./gas-weights.ts";
import { makespan } from "./makespan.ts";
import { senderDependencies } from "./sender-dependencies.ts";
import { speedupRatio } from "../model/speedup-ratio.ts";

const THREADS = 8;

/**
 * What each remedy gains, alone and after those that stand before it. A dependency that another group makes
 * too stays, and so does the order of each sender.
 */
export function priceRemedies(
  analyses: readonly ScenarioAnalysis[],
  groupOf: GroupOf,
  remedies: readonly RemediedGroup[],
): readonly RemedyGain[] {
  const scenarios = analyses.map((analysis, number) =>
    groupScenario(analysis, (location) => groupOf(number, location)),
  );
  return remedies.map((remedied, i) => {
    const concerned = scenarios.filter(({ groups }) => groups.has(remedied.group));
    return priceRemedy(concerned, remedied, remedies.slice(0, i + 1));
  });
}

/** A scenario, with the places where each group of it conflicts. */
interface GroupedScenario {
  readonly analysis: ScenarioAnalysis;
  readonly groups: ReadonlyMap<string, readonly ContendedLocation[]>;
}

function groupScenario(
  analysis: ScenarioAnalysis,
  groupOf: (location: string) => string,
): GroupedScenario {
  return { analysis, groups: Map.groupBy(analysis.contended, (place) => groupOf(place.location)) };
}

function priceRemedy(
  scenarios: readonly GroupedScenario[],
  remedied: RemediedGroup,
  all: readonly RemediedGroup[],
): RemedyGain {
  const gas = sum(scenarios.map(({ analysis }) => Number(analysis.totalGas)));
  const now = sum(scenarios.map(({ analysis }) => Number(analysis.makespans["8"])));
  const lengthWith = (remedies: readonly RemediedGroup[]): number =>
    sum(scenarios.map((scenario) => lengthOf(scenario, remedies)));
  const alone = lengthWith([remedied]);
  const withAbove = lengthWith(all);
  return {
    threads: THREADS,
    now: ratio(gas, now),
    alone: ratio(gas, alone),
    withAbove: ratio(gas, withAbove),
    next: nextOf(scenarios, all, lengthWith, withAbove),
  };
}

/** Ties go to the name. */
function nextOf(
  scenarios: readonly GroupedScenario[],
  solved: readonly RemediedGroup[],
  lengthWith: (remedies: readonly RemediedGroup[]) => number,
  length: number,
): string | undefined {
  const names = new Set(scenarios.flatMap(({ groups }) => [...groups.keys()]));
  const removed = new Set(
    solved.flatMap(({ group, remedy }) => (remedy.kind === "remove" ? [group] : [])),
  );
  let best: { readonly group: string; readonly length: number } | undefined;
  for (const group of [...names].filter((name) => !removed.has(name)).sort()) {
    const without = lengthWith([
      ...solved.filter((one) => one.group !== group),
      { group, remedy: { kind: "remove" } },
    ]);
    if (without < (best?.length ?? length)) best = { group, length: without };
  }
  return best?.group;
}

/**
 * Gas on the longest thread; what helps nothing does not hurt either (Graham's anomaly). A scenario in which
 * nothing is remedied is as it was.
 */
function lengthOf(
  { analysis, groups }: GroupedScenario,
  remedies: readonly RemediedGroup[],
): number {
  const now = Number(analysis.makespans["8"]);
  if (!remedies.some(({ group }) => groups.has(group))) return now;
  return Math.min(now, makespan(remediedGraph(analysis, groups, remedies), THREADS));
}

function remediedGraph(
  { execution }: ScenarioAnalysis,
  groups: GroupedScenario["groups"],
  remedies: readonly RemediedGroup[],
): ConflictGraph {
  const senders = execution.scenario.transactions.map(({ fields }) => fields.from);
  const lists = [...groups].flatMap(([group, places]) => {
    const remedy = remedies.find((one) => one.group === group)?.remedy;
    return places.map((place) => dependenciesAfter(place, remedy, senders));
  });
  return conflictGraph(gasWeights(execution), [senderDependencies(execution), ...lists]);
}

function dependenciesAfter(
  place: ContendedLocation,
  remedy: Remedy | undefined,
  senders: readonly Address[],
): readonly Dependency[] {
  if (remedy === undefined) return place.dependencies;
  return remedy.kind === "remove" ? [] : shardedDependencies(place, remedy.shards, senders);
}

/** Those who share a shard follow one another. */
function shardedDependencies(
  { earlier, later }: ContendedLocation,
  shards: number,
  senders: readonly Address[],
): readonly Dependency[] {
  const members = [...new Set([...earlier, ...later])].sort((a, b) => a - b);
  const bySharer = Map.groupBy(
    members,
    (index) => BigInt(senders[index] ?? "0x0") % BigInt(shards),
  );
  return [...bySharer.values()].flatMap((chain) =>
    chain.slice(1).map((next, i) => ({ earlier: chain[i] ?? next, later: next })),
  );
}

function ratio(gas: number, length: number): number {
  return speedupRatio(BigInt(gas), BigInt(length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
