import type { ReportBudget, ReportChange } from "../../model/budget.ts";
import type { ParallelReport } from "../../model/report.ts";

/** `the suite: wanted is a speed-up of 4.00x on 8 threads; found 1.10x, 2.90x too little` */
export function budgetText({ of, wanted, found }: ReportBudget): string {
  return `${of}: wanted is ${wanted}; found ${found}`;
}

/** `speed-up of Token.transfer, spread: 8.00x, was 7.10x` */
export function changeText({ fact, before, after }: ReportChange): string {
  if (before === null) return `${fact}: new${after === "there" ? "" : `, ${after ?? ""}`}`;
  if (after === null) return `${fact}: not any more${before === "there" ? "" : `, was ${before}`}`;
  return `${fact}: ${after}, was ${before}`;
}

/** In one sentence, what the demands have come to; undefined where there is none. */
export function demandsText({ budgets, comparison }: ParallelReport): string | undefined {
  const broken = budgets.filter(({ holds }) => !holds).length;
  const kept = budgets.length - broken;
  const worse = comparison?.changes.filter(({ kind }) => kind === "worse").length ?? 0;
  const texts = [
    ...(broken > 0 ? [`${broken} of ${budgets.length} demands of the budgets broken`] : []),
    ...(broken === 0 && kept > 0 ? ["all demands of the budgets hold"] : []),
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
