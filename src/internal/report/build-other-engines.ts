import type { RunAnalysis } from "../model/analysis.ts";
import type { ProfileId } from "../model/profile.ts";
import type { ReportEngineHotspot } from "../model/report.ts";
import {
  buildHotspot,
  type GroupedHotspot,
  type HotspotInput,
  type Place,
  placesByGroup,
} from "./build-hotspots.ts";

/** The hotspots of other engines than the chosen one, in the order of their prices. */
export function buildOtherEngines({
  otherEngines,
  groupOf,
  names,
}: HotspotInput &
  Pick<RunAnalysis, "otherEngines">): readonly GroupedHotspot<ReportEngineHotspot>[] {
  const places = new Map<ProfileId, ReadonlyMap<string, readonly Place[]>>();
  return otherEngines.map(({ profile, analyses, price }) => {
    const groups = places.get(profile) ?? placesByGroup({ analyses, groupOf });
    places.set(profile, groups);
    const there = groups.get(price.group) ?? [];
    // At which other one its transactions meet as well would be said of this engine's hotspots.
    const { hotspot, wholePath } = buildHotspot({ analyses, groupOf, names }, price, there, null);
    return { group: price.group, hotspot: { profile, ...hotspot }, wholePath };
  });
}
