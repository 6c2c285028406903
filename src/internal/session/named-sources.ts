import type { ContractInfo } from "../model/contract.ts";
import type { ParallelReport } from "../model/report.ts";
import type { SourceLine } from "../model/slot-name.ts";

/** The text of each source file that a report names, sorted by name, as it was compiled. */
export function namedSources(
  report: ParallelReport,
  contracts: readonly ContractInfo[],
): Readonly<Record<string, string>> {
  const { hotspots, otherEngines, findings, contracts: storages } = report;
  const named = new Set<string>();
  const add = (source: { readonly file: string | null } | SourceLine | null) => {
    if (source?.file != null) named.add(source.file);
  };
  for (const { source, accesses } of [...hotspots, ...otherEngines]) {
    add(source);
    accesses.forEach(add);
  }
  for (const { source } of [...findings, ...storages]) add(source);
  const texts = new Map<string, string>();
  for (const { sources } of contracts) {
    for (const source of sources) {
      if (source !== undefined && named.has(source.path)) texts.set(source.path, source.content);
    }
  }
  return Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
