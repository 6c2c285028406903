import { functionTitle } from "../model/contract-title.ts";
import type { ReportLeftOut } from "../model/report-crowds.ts";
import type { ParallelReport } from "../model/report.ts";
import { titlesIn } from "./called-functions.ts";

/** What a report does not know, though it might. */
export interface Gaps {
  /** Crowds are off, or could not be made. */
  readonly hasNoCrowds: boolean;
  readonly leftOut: readonly LeftOut[];
  /** Of what is left out. */
  readonly reason: string;
}

export interface LeftOut {
  readonly what: ReportLeftOut["what"];
  /** The titles of the functions. */
  readonly of: readonly string[];
}

export const NO_GAPS: Gaps = { hasNoCrowds: false, leftOut: [], reason: "" };

export const NO_CROWDS = "crowds are off, or could not be made";

const NO_TIME = "left out for lack of time; raise parallelEvm.crowds.seconds";

/** What failed by a defect is listed as left out, too, and counted nowhere. */
export function whyLeftOut({ crowds }: ParallelReport): string {
  const { calls = 0, functionPairs = 0, experiments = 0 } = crowds?.leftOut ?? {};
  return calls + functionPairs + experiments > 0 ? NO_TIME : "it could not be tried; see the notes";
}

export function gapsOf(report: ParallelReport): Gaps {
  const titleOf = titlesIn(report);
  const leftOut = report.crowds?.leftOut.functions ?? [];
  return {
    hasNoCrowds: report.crowds === null,
    leftOut: leftOut.map(({ what, of }) => ({
      what,
      of: of.map(({ contract, function: name }) => functionTitle(name, contract, titleOf)),
    })),
    reason: whyLeftOut(report),
  };
}

/** Why nothing can be said at all; undefined where it can. */
export function nothingRan({ summary }: ParallelReport): string | undefined {
  const { matched, mismatched } = summary.verification;
  if (summary.transactions === 0) return "nothing was sent";
  return matched + mismatched === 0 ? "nothing that was sent could be run again" : undefined;
}
