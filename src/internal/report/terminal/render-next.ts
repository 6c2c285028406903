import type { ParallelReport } from "../../model/report.ts";
import { count, figure } from "../texts/figures.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";
import { findingsLeftOut } from "./shown.ts";

/** Where to read on, and what the user should know of this run. */
export function renderNext(report: ParallelReport, screen: Screen): readonly string[] {
  const { summary, hotspots, otherEngines, suppressed } = report;
  const { width, paint, top, reportPath, pagePath } = screen;
  const advice = [...hotspots, ...otherEngines].flatMap(({ findings }) => findings);
  const hasUnproven = advice.some(({ patch, proof }) => patch !== null && proof === null);
  const pointers = [
    ...howManyFindings(report, top),
    ...(suppressed.length > 0
      ? [`${count(suppressed.length, "finding")} suppressed, by the config or by comments`]
      : []),
    ...(advice.length > 0
      ? ["What a rule means and costs: npx hardhat parallel-evm explain RULE"]
      : []),
    // Of what no test sends nothing can be proved by tests.
    ...(hasUnproven && summary.chain === undefined
      ? ["Your tests with the diffs, in a copy: npx hardhat parallel-evm prove"]
      : []),
    ...(pagePath === undefined
      ? []
      : [`The report as a page, with schedules and sources: ${pagePath}`]),
    ...(reportPath === undefined ? [] : [`Every transaction, conflict and figure: ${reportPath}`]),
  ];
  const lines = pointers.flatMap((pointer) => wrap(pointer, width - 2));
  return [
    ...(lines.length === 0 ? [] : [paint.heading("Next"), ...indent(lines, 2)]),
    ...(summary.notes.length === 0 ? [] : ["", ...renderNotes(summary.notes, screen)]),
  ];
}

function howManyFindings(report: ParallelReport, top: number): readonly string[] {
  const { findings } = report;
  if (findings.length === 0) return [];
  const hidden = findingsLeftOut(report, top);
  const left = hidden === 0 ? "" : `, ${figure(hidden)} of them in the full report only`;
  return [`${count(findings.length, "finding")}${left}`];
}

export function renderNotes(notes: readonly string[], { width, paint }: Screen): readonly string[] {
  const lines = notes.flatMap((note) =>
    wrap(note, width - 4).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
  return [paint.heading("Notes"), ...indent(lines, 2)];
}
