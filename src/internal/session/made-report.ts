import type { ContractInfo } from "../model/contract.ts";
import type { ParallelReport } from "../model/report.ts";
import { namedSources } from "./named-sources.ts";

/** A report with what is needed to deliver it. */
export interface MadeReport {
  readonly report: ParallelReport;
  /** The text of each source file that it names, by path. */
  readonly sources: Readonly<Record<string, string>>;
  /** Source files that belong to packages. */
  readonly packageFiles: ReadonlySet<string>;
}

export function madeReport(report: ParallelReport, contracts: readonly ContractInfo[]): MadeReport {
  return {
    report,
    sources: namedSources(report, contracts),
    packageFiles: packageFilesOf(contracts),
  };
}

function packageFilesOf(contracts: readonly ContractInfo[]): ReadonlySet<string> {
  const sources = contracts.flatMap((one) => one.sources);
  return new Set(sources.flatMap((one) => (one?.isExternal === true ? [one.path] : [])));
}
