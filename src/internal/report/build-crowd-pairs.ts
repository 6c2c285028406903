import type { ContendedLocation, ScenarioAnalysis } from "../model/analysis.ts";
import type { LocationKey } from "../model/location.ts";
import { type PairBlock, pairBlocks } from "../primitives/pair-blocks.ts";

export interface CrowdPairs {
  /** By hotspot. */
  readonly pairs: ReadonlyMap<number, readonly PairBlock[]>;
  /** Conflicts of pairs that are in no block. */
  readonly omitted: number;
}

/**
 * Which users of a crowd conflict at which of its hotspots, though there be more conflicts than an analysis lists: at
 * most locations all who come earlier meet all who come later.
 */
export function buildCrowdPairs(
  { contended, conflicts, weights }: Pick<ScenarioAnalysis, "contended" | "conflicts" | "weights">,
  hotspotOf: (location: LocationKey) => number | undefined,
): CrowdPairs {
  const byHotspot = new Map<number, Uint8Array[]>();
  const listed = Map.groupBy(
    conflicts.filter((one) => one.kind === "location"),
    ({ location }) => location,
  );
  let omitted = 0;
  for (const one of contended) {
    const hotspot = hotspotOf(one.location);
    if (hotspot === undefined) continue;
    const rows = byHotspot.get(hotspot) ?? weights.map(() => new Uint8Array(weights.length));
    byHotspot.set(hotspot, rows);
    const mark = (earlier: number, later: number) => {
      const row = rows[later];
      if (row !== undefined) row[earlier] = 1;
    };
    if (meetsAll(one)) {
      for (const later of one.later) {
        for (const earlier of one.earlier) if (earlier < later) mark(earlier, later);
      }
      continue;
    }
    const known = listed.get(one.location) ?? [];
    for (const { earlier, later } of known) mark(earlier, later);
    omitted += one.conflicts - known.length;
  }
  const pairs = [...byHotspot].map(([hotspot, rows]) => [hotspot, blocksOf(rows)] as const);
  return { pairs: new Map(pairs), omitted };
}

/** Whether its pairs are all that there can be of those who come earlier and those who come later. */
function meetsAll({ earlier, later, conflicts }: ContendedLocation): boolean {
  let pairs = 0;
  let before = 0;
  for (const one of later) {
    while ((earlier[before] ?? Infinity) < one) before++;
    pairs += before;
  }
  return pairs === conflicts;
}

function blocksOf(rows: readonly Uint8Array[]): readonly PairBlock[] {
  return pairBlocks(
    rows.map((row, later) => [later, [...row.keys()].filter((earlier) => row[earlier] === 1)]),
  );
}
