import type { ReportCrowd, ReportCrowdCall } from "../../model/report-crowds.ts";
import { count, figure } from "./figures.ts";

/** How many of a crowd came through: what could not be run has not, either. */
export function succeeded({ transactions, failed, verification }: ReportCrowd): number {
  return transactions - failed - verification.skipped;
}

/** Whether all did the same. */
export function isWhole(crowd: ReportCrowd): boolean {
  return succeeded(crowd) === crowd.transactions;
}

/** `59 of 64 fail`, `59 of 64 fail, 1 was not run`; empty where all come through. */
export function failures({ transactions, failed, verification: { skipped } }: ReportCrowd): string {
  const fail = failed === 1 ? "fails" : "fail";
  return [
    ...(failed > 0 ? [`${figure(failed)} of ${figure(transactions)} ${fail}`] : []),
    ...(skipped > 0 ? [`${figure(skipped)} ${skipped === 1 ? "was" : "were"} not run`] : []),
  ].join(", ");
}

/** Why a speed-up is none of a crowd that does the same; empty where it is one. */
export function whatFailuresMean(crowd: ReportCrowd): string {
  if (isWhole(crowd)) return "";
  return (
    `Only ${figure(succeeded(crowd))} of ${count(crowd.transactions, "transaction")} ` +
    `${succeeded(crowd) === 1 ? "comes" : "come"} through (${failures(crowd)}), as when a sale is sold out. ` +
    "What fails early costs less and changes nothing, so the speed-up is none of a crowd in which all do the same."
  );
}

/** Where a crowd meets: whomever its users name, and only where all name the same. */
export interface Meetings {
  readonly always: readonly string[];
  readonly atSame: readonly string[];
}

export function meetingsOf({ same, spread }: ReportCrowdCall): Meetings {
  const always = pathsOf(spread ?? same);
  const atSame = spread === null ? [] : pathsOf(same).filter((path) => !always.includes(path));
  return { always, atSame };
}

function pathsOf({ hotspots }: ReportCrowd): readonly string[] {
  return [...new Set(hotspots.map(({ path }) => path))];
}
