import {
  type ChangeKind,
  type ReportBudget,
  type ReportChange,
  type ReportComparison,
  WANTED_SNAPSHOT,
} from "../../model/budget.ts";
import type { ParallelReport } from "../../model/report.ts";

/** `the suite: wanted is a speed-up of 4.00x on 8 threads; found 1.10x, 2.90x too little` */
export function budgetText({ of, wanted, found }: ReportBudget): string {
  return `${of}: wanted is ${wanted}; found ${found}`;
}

/** `worse: speed-up of Token.transfer, spread: 7.10x, was 8.00x` */
export function changeText({ kind, ...change }: ReportChange): string {
  return `${KINDS[kind]}: ${whatChanged(change)}`;
}

const KINDS: Readonly<Record<ChangeKind, string>> = {
  worse: "worse",
  unknown: "not known",
  better: "better",
  lost: "lost",
  other: "other",
};

function whatChanged({ fact, before, after, reason }: Omit<ReportChange, "kind">): string {
  if (reason === null) return `${fact}: ${step(before, after)}`;
  const was = before === null || before === "there" ? "" : `, ${before} before`;
  return `${fact}${was}: ${reason}`;
}

function step(before: string | null, after: string | null): string {
  if (before === null) return `new${after === "there" ? "" : `, ${after ?? ""}`}`;
  if (after === null) return `not any more${before === "there" ? "" : `, was ${before}`}`;
  return `${after}, was ${before}`;
}

/** In one sentence, what the demands have come to; undefined where there is none. */
export function demandsText({ budgets, comparison }: ParallelReport): string | undefined {
  const own = budgets.filter(({ wanted }) => wanted !== WANTED_SNAPSHOT);
  const failed = own.filter(({ holds }) => !holds);
  const known = failed.filter(({ isKnown }) => isKnown).length;
  const texts = [
    ...(known > 0 ? [`${known} of ${own.length} demands of the budgets broken`] : []),
    ...(failed.length > known
      ? [`${failed.length - known} of ${own.length} demands of the budgets not known`]
      : []),
    ...(failed.length === 0 && own.length > 0 ? ["all demands of the budgets hold"] : []),
    ...(own.length < budgets.length ? ["there is nothing to compare with"] : []),
    ...(comparison === null ? [] : comparisonTexts(comparison)),
  ];
  return texts.length === 0 ? undefined : texts.join("; ");
}

function comparisonTexts({ file, changes }: ReportComparison): readonly string[] {
  const many = (wanted: ChangeKind) => changes.filter(({ kind }) => kind === wanted).length;
  const [worse, unknown] = [many("worse"), many("unknown")];
  return [
    ...(worse > 0 ? [`${worse} worse than in ${file}`] : []),
    ...(unknown > 0 ? [`of ${file} ${unknown} not known`] : []),
    ...(worse + unknown === 0 ? [`nothing worse than in ${file}`] : []),
  ];
}
