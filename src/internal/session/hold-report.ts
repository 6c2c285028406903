import { checkBudgets } from "../budgets/check-budgets.ts";
import { compareFacts } from "../budgets/compare-facts.ts";
import { type Facts, factsOf } from "../budgets/facts-of.ts";
import { gapsOf } from "../budgets/gaps-of.ts";
import { type Budget, isFailure, WANTED_SNAPSHOT } from "../model/budget.ts";
import type { ParallelReport } from "../model/report.ts";
import { SNAPSHOT_FILE } from "./snapshot-file.ts";

export interface Demands {
  readonly budgets: readonly Budget[];
  /** Or in words why there is none. */
  readonly snapshot: Facts | string;
  /** Changes since the snapshot are to be told. */
  readonly compares: boolean;
}

/** `read` gives the snapshot: it is asked for one only where something is to be compared with it. */
export async function gatherDemands(
  asked: Pick<Demands, "budgets" | "compares">,
  read: () => Promise<Facts | string>,
): Promise<Demands> {
  const isNeeded = asked.compares || asked.budgets.some((one) => one.newHotspots === false);
  return { ...asked, snapshot: isNeeded ? await read() : "nothing is compared with it" };
}

/** Holds a report to budgets, and to the snapshot. */
export function holdReport(
  report: ParallelReport,
  { budgets, snapshot, compares }: Demands,
): Pick<ParallelReport, "budgets" | "comparison"> {
  if (typeof snapshot === "string") {
    const missing = {
      of: "the suite",
      wanted: WANTED_SNAPSHOT,
      found: snapshot,
      holds: false,
      isKnown: false,
    };
    const checked = checkBudgets(budgets, report, snapshot);
    return { budgets: compares ? [missing, ...checked] : checked, comparison: null };
  }
  const changes = compareFacts(snapshot, factsOf(report), gapsOf(report));
  return {
    budgets: checkBudgets(budgets, report, changes),
    comparison: compares ? { file: SNAPSHOT_FILE, changes } : null,
  };
}

/** Whether the team's own demands want the run to fail: what is not known fails, too. */
export function isBroken({ budgets, comparison }: ParallelReport): boolean {
  return budgets.some(({ holds }) => !holds) || (comparison?.changes ?? []).some(isFailure);
}
