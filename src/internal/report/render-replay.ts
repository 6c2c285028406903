import type { ReplayedFile, ReplayReport } from "../model/replay.ts";
import { renderBlock } from "./replay/render-block.ts";
import { renderError } from "./replay/render-error.ts";
import { renderSummary } from "./replay/render-summary.ts";
import { wrap } from "./terminal/layout.ts";
import { renderNotes } from "./terminal/render-next.ts";
import { createScreen, type TerminalOptions } from "./terminal/screen.ts";

/** What became of one file, to be shown when it is done. Ends without a line break. */
export function renderReplayedFile(
  { file, block, error }: ReplayedFile,
  options: TerminalOptions,
): string {
  const screen = createScreen(options);
  const errorLines = error === undefined ? [] : renderError(error, screen);
  return (
    block === undefined
      ? [...wrap(file, screen.width).map(screen.paint.heading), ...errorLines]
      : renderBlock(block, errorLines, screen)
  ).join("\n");
}

/** What is to be said of all files in the end; empty when there is nothing. Ends without a line break. */
export function renderReplayEnd(report: ReplayReport, options: TerminalOptions): string {
  const screen = createScreen(options);
  const { width, reportPath } = screen;
  return [
    report.summary.files > 1 ? renderSummary(report, screen) : [],
    report.notes.length > 0 ? renderNotes(report.notes, screen) : [],
    reportPath === undefined ? [] : wrap(`The same as data: ${reportPath}`, width),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
