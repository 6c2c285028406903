import type {
  ContendedLocation,
  GroupOf,
  ScenarioAnalysis,
  TransactionNames,
} from "../model/analysis.ts";
import type { LocationKey } from "../model/location.ts";
import type { LocationName } from "../model/slot-name.ts";

/**
 * Puts every contended location into its group: a variable of a contract with all its keys, in all
 * deployments of that contract; or a location that has no name, for itself. Transactions can name
 * one location differently (one saw the hash of a key, the other did not): the most frequent name
 * counts, ties alphabetically.
 *
 * `others`: the same scenarios on other engines, for locations that are contended only there.
 */
export function groupLocations(
  analyses: readonly ScenarioAnalysis[],
  names: TransactionNames,
  others: readonly (readonly ScenarioAnalysis[])[] = [],
): GroupOf {
  const groups = analyses.map((analysis, scenario) => {
    const found = new Map<LocationKey, string>();
    for (const { contended } of [analysis, ...others.flatMap((run) => run[scenario] ?? [])]) {
      for (const place of contended) {
        if (found.has(place.location)) continue;
        const nameIn = (transaction: number) =>
          names.access(scenario, transaction, place.location).name;
        found.set(place.location, groupOfLocation(place, nameIn));
      }
    }
    return found;
  });
  return (scenario, location) => groups[scenario]?.get(location) ?? location;
}

function groupOfLocation(
  place: ContendedLocation,
  nameIn: (transaction: number) => LocationName,
): string {
  const counts = new Map<string, number>();
  for (const transaction of new Set([...place.earlier, ...place.later])) {
    const group = namedGroup(place, nameIn(transaction));
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return best?.[0] ?? rawGroup(place.location);
}

function namedGroup(place: ContendedLocation, name: LocationName): string | undefined {
  return name.kind === "named" ? `${place.class} ${name.contract} ${name.group}` : undefined;
}

/** An account's existence is reported as its balance, so both are one group. */
function rawGroup(location: LocationKey): string {
  return location.replace(/^existence:/, "balance:");
}
