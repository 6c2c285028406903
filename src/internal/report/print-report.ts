import type { ParallelReport } from "../model/report.ts";
import { type Environment, type Output, styleOf } from "./output.ts";
import { renderTerminal } from "./render-terminal.ts";

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
