import type { ReportCrowd, ReportCrowdCall } from "../../model/report-crowds.ts";
import { allSucceed, succeeded } from "../../model/crowd-success.ts";
import { count, figure } from "./figures.ts";

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
  if (allSucceed(crowd)) return "";
  return (
    `Only ${figure(succeeded(crowd))} of ${count(crowd.transactions, "transaction")} ` +
    `${succeeded(crowd) === 1 ? "comes" : "come"} through (${failures(crowd)}), as when a sale is sold out. ` +
    "What fails early costs less and changes nothing, so the speed-up is none of a crowd in which all do the same."
  );
}

/** What a crowd does of which some write nothing, as all pass the same; empty where all do something. */
export function whatRepeats({ repeating, transactions }: ReportCrowd): string {
  if (repeating === 0) return "";
  return (
    `${figure(repeating)} of ${figure(transactions)} write what is there already, and change nothing: ` +
    "with other values they would wait"
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
