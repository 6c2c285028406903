import type { ContendedLocation, GroupOf, ScenarioAnalysis } from "../model/analysis.ts";
import type { HotspotPrice } from "../model/hotspot.ts";
import { type GroupCost, priceGroups } from "./price-groups.ts";
import { speedupRatio } from "../model/speedup-ratio.ts";

/**
 * What each group of locations costs on 8 threads, dearest first: by what removing it alone saves,
 * then by what it costs alone, then by its number of conflicts, then by name. A conflict that two
 * scenarios share counts in both, a transaction once.
 */
export function priceHotspots(
  analyses: readonly ScenarioAnalysis[],
  groupOf: GroupOf,
): readonly HotspotPrice[] {
  const tallies = new Map<string, Tally>();
  for (const [scenario, analysis] of analyses.entries()) {
    const groups = groupContended(analysis, (location) => groupOf(scenario, location));
    const costs = priceGroups(analysis, groups);
    for (const [group, places] of groups) {
      const cost = costs.get(group);
      if (cost === undefined) continue;
      const tally = tallies.get(group) ?? emptyTally();
      addTo(tally, scenario, analysis, places, cost);
      tallies.set(group, tally);
    }
  }
  return [...tallies].map(([group, tally]) => priceOf(group, tally)).sort(dearestFirst);
}

/** Without different senders there is no contended location, so such scenarios never count. */
function groupContended(
  { contended }: ScenarioAnalysis,
  groupOf: (location: string) => string,
): ReadonlyMap<string, readonly ContendedLocation[]> {
  const groups = new Map<string, ContendedLocation[]>();
  for (const place of contended) {
    const group = groupOf(place.location);
    const places = groups.get(group);
    if (places === undefined) groups.set(group, [place]);
    else places.push(place);
  }
  return groups;
}

interface Tally {
  readonly scenarios: number[];
  /** Numbers of the recorded transactions. */
  readonly transactions: Set<number>;
  conflicts: number;
  savedGas: bigint;
  aloneGas: bigint;
  totalGas: bigint;
  makespan: bigint;
}

function emptyTally(): Tally {
  return {
    scenarios: [],
    transactions: new Set(),
    conflicts: 0,
    savedGas: 0n,
    aloneGas: 0n,
    totalGas: 0n,
    makespan: 0n,
  };
}

function addTo(
  tally: Tally,
  scenario: number,
  { execution, totalGas, makespans }: ScenarioAnalysis,
  places: readonly ContendedLocation[],
  { savedGas, aloneGas }: GroupCost,
): void {
  tally.scenarios.push(scenario);
  for (const { earlier, later, conflicts } of places) {
    tally.conflicts += conflicts;
    for (const index of [...earlier, ...later]) {
      const transaction = execution.scenario.transactions[index];
      if (transaction !== undefined) tally.transactions.add(transaction.id);
    }
  }
  tally.savedGas += BigInt(savedGas);
  tally.aloneGas += BigInt(aloneGas);
  tally.totalGas += totalGas;
  tally.makespan += makespans["8"];
}

function priceOf(group: string, { totalGas, makespan, ...tally }: Tally): HotspotPrice {
  return {
    group,
    ...tally,
    transactions: tally.transactions.size,
    threads: 8,
    now: speedupRatio(totalGas, makespan),
    without: speedupRatio(totalGas, makespan - tally.savedGas),
  };
}

/** Ties go to the name, so that no two groups are alike. */
export function dearestFirst(a: HotspotPrice, b: HotspotPrice): number {
  return (
    Number(b.savedGas - a.savedGas) ||
    Number(b.aloneGas - a.aloneGas) ||
    b.conflicts - a.conflicts ||
    (a.group < b.group ? -1 : 1)
  );
}
