import { withoutKeys } from "../../model/path-keys.ts";
import type { ParallelReport, ReportHotspot } from "../../model/report.ts";
import type { ReportContract, ReportStorageField } from "../../model/report-contract.ts";

/** How hot a place is: 0 not at all, 4 the dearest of the report. */
export type Heat = 0 | 1 | 2 | 3 | 4;

/** A hotspot, by its place in the report's list. */
export interface Hot {
  readonly index: number;
  readonly hotspot: ReportHotspot;
}

/** By what a hotspot costs, to the dearest one. What costs nothing by itself is warm nevertheless. */
export function heatOf(hotspots: readonly Hot[], all: readonly ReportHotspot[]): Heat {
  if (hotspots.length === 0) return 0;
  const most = Math.max(1, ...all.map(({ aloneGas }) => aloneGas));
  const own = Math.max(...hotspots.map(({ hotspot }) => hotspot.aloneGas)) / most;
  if (own > 0.75) return 4;
  if (own > 0.35) return 3;
  return own > 0.05 ? 2 : 1;
}

/** What happens on a line of a file. */
export interface HotLine {
  readonly hotspots: readonly Hot[];
  /** `declared`, `read by Token.mint` */
  readonly uses: readonly string[];
}

/** Lines of a file that declare a hotspot or touch it. */
export function hotLines(report: ParallelReport, file: string): ReadonlyMap<number, HotLine> {
  const lines = new Map<number, { hotspots: Hot[]; uses: string[] }>();
  const add = (line: number, hot: Hot, use: string) => {
    const known = lines.get(line) ?? { hotspots: [], uses: [] };
    if (!known.hotspots.includes(hot)) known.hotspots.push(hot);
    if (!known.uses.includes(use)) known.uses.push(use);
    lines.set(line, known);
  };
  const all = report.hotspots.map((hotspot, index): Hot => ({ index, hotspot }));
  for (const hot of all) {
    const { hotspot } = hot;
    if (hotspot.source?.file === file) add(hotspot.source.line, hot, `declares ${hotspot.path}`);
    for (const access of hotspot.accesses) {
      if (access.file !== file || access.line === null) continue;
      const verb = access.kind === "write" ? "writes" : "reads";
      add(access.line, hot, `${access.function ?? "somebody"} ${verb} ${hotspot.path}`);
    }
  }
  // A hotspot has the declaration of one of its fields; a slot may hold several.
  for (const contract of report.contracts) {
    for (const field of contract.storage) {
      if (field.source?.file !== file) continue;
      for (const { index } of hotspotsAt({ report, contract }, field)) {
        const hot = all[index];
        const isKnown =
          hot?.hotspot.source?.file === file && hot.hotspot.source.line === field.source.line;
        if (hot !== undefined && !isKnown) add(field.source.line, hot, `declares ${field.path}`);
      }
    }
  }
  return lines;
}

/** Hotspots that a field of a contract's storage holds, or leads to. */
export function hotspotsAt(
  { report, contract }: { readonly report: ParallelReport; readonly contract: ReportContract },
  { path }: ReportStorageField,
): readonly Hot[] {
  const field = withoutKeys(path, "");
  return [...report.hotspots.entries()]
    .filter(([, hotspot]) => hotspot.contract === contract.name && hotspot.class === "storage")
    .filter(([, hotspot]) =>
      hotspot.path.split(", ").some((one) => isWithin(withoutKeys(one, ""), field)),
    )
    .map(([index, hotspot]) => ({ index, hotspot }));
}

function isWithin(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}
