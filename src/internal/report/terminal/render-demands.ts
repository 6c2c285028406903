import type { ParallelReport } from "../../model/report.ts";
import { budgetText, changeText, demandsText } from "../texts/demands-text.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

const SHOWN_CHANGES = 20;

/** What became of the budgets, and what has changed since the snapshot. */
export function renderDemands(report: ParallelReport, { paint, width }: Screen): readonly string[] {
  const summary = demandsText(report);
  if (summary === undefined) return [];
  const { budgets, comparison } = report;
  const item = (text: string): readonly string[] =>
    wrap(text, width - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
  const changes = comparison?.changes ?? [];
  const worse = changes.filter(({ kind }) => kind === "worse");
  const others = changes.filter(({ kind }) => kind !== "worse").slice(0, SHOWN_CHANGES);
  const left = changes.length - worse.length - others.length;
  const broken = budgets.filter(({ holds }) => !holds);
  const isBad = broken.length + worse.length > 0;
  return [
    paint.heading("What you hold it to"),
    ...indent(wrap(`${summary}.`, width - 2), 2).map(isBad ? paint.bad : paint.good),
    ...broken.flatMap((one) => item(budgetText(one)).map(paint.bad)),
    ...worse.flatMap((one) => item(changeText(one)).map(paint.bad)),
    ...others.flatMap((one) => item(changeText(one)).map(paint.faint)),
    ...(left > 0 ? item(`${left} other changes`).map(paint.faint) : []),
  ];
}
