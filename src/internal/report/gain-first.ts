import type { ReportFinding } from "../model/report-finding.ts";
import type { ReportHotspot } from "../model/report.ts";
import type { GroupedHotspot } from "./build-hotspots.ts";

/**
 * The order in which all formats list hotspots, each with its findings: by the most that the refactor of one of them
 * gains, and what was first where that is the same.
 */
export function gainFirst(
  hotspots: readonly GroupedHotspot[],
  findingsOf: (group: string) => ReportFinding[],
): readonly GroupedHotspot[] {
  const ordered = hotspots
    .map(({ hotspot, ...one }, index) => {
      const findings = findingsOf(one.group);
      return { ...one, index, hotspot: { ...hotspot, findings } };
    })
    .toSorted((a, b) => gainOf(b.hotspot) - gainOf(a.hotspot));
  const places = new Map(ordered.map(({ index }, place) => [index, place]));
  return ordered.map(({ group, wholePath, hotspot }) => {
    const sharedWith = places.get(hotspot.sharedWith ?? -1) ?? null;
    return { group, wholePath, hotspot: { ...hotspot, sharedWith } };
  });
}

function gainOf({ findings }: ReportHotspot): number {
  return Math.max(0, ...findings.map(({ gain }) => (gain === null ? 0 : gain.alone - gain.now)));
}
