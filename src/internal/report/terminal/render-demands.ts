import { isFailure } from "../../model/budget.ts";
import type { ParallelReport } from "../../model/report.ts";
import { budgetText, changeText, demandsText } from "../texts/demands-text.ts";
import { count } from "../texts/figures.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

const SHOWN_CHANGES = 20;

/** What became of the budgets, and what has changed since the snapshot. */
export function renderDemands(report: ParallelReport, screen: Screen): readonly string[] {
  const { paint, width } = screen;
  const summary = demandsText(report);
  if (summary === undefined) return [];
  const changes = report.comparison?.changes ?? [];
  const others = changes.filter((one) => !isFailure(one));
  const isBad = changes.length > others.length || report.budgets.some(({ holds }) => !holds);
  const more = others.length - SHOWN_CHANGES;
  return [
    paint.heading(HEADING),
    ...indent(wrap(`${summary}.`, width - 2), 2).map(isBad ? paint.bad : paint.good),
    ...whatFails(report, screen),
    ...others
      .slice(0, SHOWN_CHANGES)
      .flatMap((one) => item(changeText(one), width).map(paint.faint)),
    ...(more > 0 ? item(count(more, "other change"), width).map(paint.faint) : []),
  ];
}

/** The same where no report is printed: only what fails the run, empty where nothing does. */
export function renderFailures(report: ParallelReport, screen: Screen): readonly string[] {
  const { paint, width } = screen;
  const failures = whatFails(report, screen);
  if (failures.length === 0) return [];
  return [
    paint.heading(HEADING),
    ...indent(wrap(`${demandsText(report) ?? ""}.`, width - 2), 2).map(paint.bad),
    ...failures,
  ];
}

const HEADING = "What you hold it to";

/** All that is worse; of what is not known, which may be all there is, the first. */
function whatFails({ budgets, comparison }: ParallelReport, screen: Screen): readonly string[] {
  const { paint, width } = screen;
  const changes = comparison?.changes ?? [];
  const unknown = changes.filter(({ kind }) => kind === "unknown");
  const more = unknown.length - SHOWN_CHANGES;
  return [
    ...budgets.filter(({ holds }) => !holds).map(budgetText),
    ...changes.filter(({ kind }) => kind === "worse").map(changeText),
    ...unknown.slice(0, SHOWN_CHANGES).map(changeText),
    ...(more > 0 ? [`not known: ${more} more, in the full report`] : []),
  ].flatMap((text) => item(text, width).map(paint.bad));
}

function item(text: string, width: number): readonly string[] {
  return wrap(text, width - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
}
