import type { ParallelReport } from "../model/report.ts";
import { renderTerminal } from "./render-terminal.ts";

/** What is used of a stream; `isTTY` and `columns` are there if it is a terminal. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface PrintOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly top: number;
  /** Where the whole report is; absent: nowhere. */
  readonly reportPath?: string;
}

/** Width where it is not known: files and pipes. */
const PLAIN_WIDTH = 80;

/** Prints the summary, in colours and as wide as the output can show it. */
export function printReport(report: ParallelReport, output: Output, options: PrintOptions): void {
  const { environment, top, ...written } = options;
  const width = output.columns ?? PLAIN_WIDTH;
  const colors = wantsColors(output, environment);
  output.write(`\n${renderTerminal(report, { width, colors, top, ...written })}\n`);
}

/** FORCE_COLOR beats NO_COLOR (https://no-color.org) beats what the output is, as in Node itself. */
function wantsColors(output: Output, environment: PrintOptions["environment"]): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return output.isTTY === true && TERM !== "dumb";
}
