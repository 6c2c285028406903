import type { ReportFinding } from "../model/report-finding.ts";
import { type GroupedHotspot, shownHotspot } from "./build-hotspots.ts";
import { hotspotTitle } from "./texts/hotspot-text.ts";

/** What a rule says of one entry, told of all of them as the hotspot is; its refactor shows how one is written. */
export function ofWholePath(
  finding: ReportFinding,
  hotspots: readonly GroupedHotspot[],
): ReportFinding {
  return hotspots
    .filter(({ hotspot, wholePath }) => hotspot.path !== wholePath)
    .reduce((told, one) => {
      const { path, contract } = one.hotspot;
      const { gain } = told;
      const isNext = gain !== null && gain.next === hotspotTitle(one.hotspot);
      return {
        ...told,
        ...(contract === told.contract
          ? { message: told.message.replaceAll(path, () => one.wholePath) }
          : {}),
        ...(isNext ? { gain: { ...gain, next: hotspotTitle(shownHotspot(one)) } } : {}),
      };
    }, finding);
}
