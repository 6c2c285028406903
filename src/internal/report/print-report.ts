import type { ParallelReport } from "../model/report.ts";
import { type Environment, type Output, styleOf } from "./output.ts";
import { renderTerminal } from "./render-terminal.ts";
import { renderFailures } from "./terminal/render-demands.ts";
import { createScreen } from "./terminal/screen.ts";

export interface PrintOptions {
  readonly environment: Environment;
  readonly top: number;
  /** Where the whole report is; absent: nowhere. */
  readonly reportPath?: string;
  /** Where it is as a page; absent: nowhere. */
  readonly pagePath?: string;
}

/** Prints the summary, in colours and as wide as the output can show it. */
export function printReport(report: ParallelReport, output: Output, options: PrintOptions): void {
  const { environment, top, ...written } = options;
  const style = styleOf(output, environment);
  output.write(`\n${renderTerminal(report, { ...style, top, ...written })}\n`);
}

/** Without the summary: why the team's own demands let the run fail, if they do, as nobody else says it. */
export function printFailures(
  report: ParallelReport,
  output: Output,
  { environment, top }: Pick<PrintOptions, "environment" | "top">,
): void {
  const screen = createScreen({ ...styleOf(output, environment), top });
  const lines = renderFailures(report, screen);
  if (lines.length > 0) output.write(`\n${lines.join("\n")}\n`);
}
