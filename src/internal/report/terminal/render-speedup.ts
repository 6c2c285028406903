import type { ParallelReport, ReportSummary } from "../../model/report.ts";
import { ratio } from "../texts/figures.ts";
import { howParallel, isModelled } from "../texts/speedup-text.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

/** How parallel the scenarios are, as a table and in words; or why nothing can be said. */
export function renderSpeedup(report: ParallelReport, screen: Screen): readonly string[] {
  const { summary } = report;
  if (summary.transactions === 0) return [];
  const { paint, width } = screen;
  const lines = (text: string): readonly string[] => indent(wrap(text, width - 2), 2);
  const heading = paint.heading("How parallel is it?");
  const [answer = "", ofWhat = ""] = howParallel(report);
  if (!isModelled(summary)) return [heading, ...lines(answer)];
  const [threads, speedups] = table(summary, width);
  return [
    heading,
    ...lines(WHAT_IT_IS).map(paint.faint),
    paint.faint(threads),
    paint.strong(speedups),
    ...lines(answer),
    ...lines(ofWhat).map(paint.faint),
  ];
}

const WHAT_IT_IS = "Speed-up over one after another: modelled, from gas; not measured.";

function table(
  { speedup: { threads, bound } }: ReportSummary,
  width: number,
): readonly [string, string] {
  const cell = Math.min(9, Math.floor((width - 10) / 5));
  const row = (label: string, cells: readonly string[]): string =>
    `  ${label.padEnd(8)}${cells.map((text) => text.padStart(cell)).join("")}`;
  const figures = [threads["2"], threads["4"], threads["8"], threads["16"], bound];
  return [row("threads", ["2", "4", "8", "16", "∞"]), row("speed-up", figures.map(ratio))];
}
