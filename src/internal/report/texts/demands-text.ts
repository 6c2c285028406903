import { type ReportBudget, type ReportChange, WANTED_SNAPSHOT } from "../../model/budget.ts";
import type { ParallelReport } from "../../model/report.ts";

/** `the suite: wanted is a speed-up of 4.00x on 8 threads; found 1.10x, 2.90x too little` */
export function budgetText({ of, wanted, found }: ReportBudget): string {
  return `${of}: wanted is ${wanted}; found ${found}`;
}

/** `worse: speed-up of Token.transfer, spread: 7.10x, was 8.00x` */
export function changeText({ kind, ...change }: ReportChange): string {
  return `${kind}: ${whatChanged(change)}`;
}

function whatChanged({ fact, before, after }: Omit<ReportChange, "kind">): string {
  if (before === null) return `${fact}: new${after === "there" ? "" : `, ${after ?? ""}`}`;
  if (after === null) return `${fact}: not any more${before === "there" ? "" : `, was ${before}`}`;
  return `${fact}: ${after}, was ${before}`;
}

/** In one sentence, what the demands have come to; undefined where there is none. */
export function demandsText({ budgets, comparison }: ParallelReport): string | undefined {
  const own = budgets.filter(({ wanted }) => wanted !== WANTED_SNAPSHOT);
  const broken = own.filter(({ holds }) => !holds).length;
  const kept = own.length - broken;
  const worse = comparison?.changes.filter(({ kind }) => kind === "worse").length ?? 0;
  const texts = [
    ...(broken > 0 ? [`${broken} of ${own.length} demands of the budgets broken`] : []),
    ...(broken === 0 && kept > 0 ? ["all demands of the budgets hold"] : []),
    ...(own.length < budgets.length ? ["there is nothing to compare with"] : []),
    ...(comparison === null
      ? []
      : [
          worse > 0
            ? `${worse} worse than in ${comparison.file}`
            : `nothing worse than in ${comparison.file}`,
        ]),
  ];
  return texts.length === 0 ? undefined : texts.join("; ");
}
