import type { ReportAccess } from "../model/report.ts";
import type { NamedSite } from "../model/slot-name.ts";
import type { Participation } from "./name-hotspot.ts";

/**
 * Where the transactions of a hotspot meet it: the writes of the earlier ones and all accesses of the
 * later ones (a write reads too), without repetitions, sorted by file, line, kind and function.
 */
export function listAccesses(participations: readonly Participation[]): readonly ReportAccess[] {
  const found = new Map<string, ReportAccess>();
  for (const { side, access } of participations) {
    for (const site of access.sites) {
      const unknown = site.source === undefined && site.function === undefined;
      if (unknown || (side === "earlier" && site.kind === "read")) continue;
      const row = reportAccess(site);
      found.set(JSON.stringify(row), row);
    }
  }
  return [...found.values()].sort(byPlace);
}

function reportAccess({ function: name, source, kind }: NamedSite): ReportAccess {
  return { function: name ?? null, file: source?.file ?? null, line: source?.line ?? null, kind };
}

/** Accesses without a source come first. */
function byPlace(a: ReportAccess, b: ReportAccess): number {
  return (
    compareText(a.file ?? "", b.file ?? "") ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.kind, b.kind) ||
    compareText(a.function ?? "", b.function ?? "")
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
