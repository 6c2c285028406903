import type { ParallelReport } from "../model/report.ts";
import { createPainter } from "./terminal/painter.ts";
import { renderHotspots } from "./terminal/render-hotspots.ts";
import { renderNext } from "./terminal/render-next.ts";
import { renderSpeedup } from "./terminal/render-speedup.ts";
import { renderVerification } from "./terminal/render-verification.ts";

export interface TerminalOptions {
  /** Cells; taken as 40 at least and 120 at most. */
  readonly width: number;
  /** Without colours the text holds no escape sequence. */
  readonly colors: boolean;
  /** How many hotspots to show. */
  readonly top: number;
  /** Where report.json is, as the user should read it. */
  readonly reportPath?: string;
}

/** The report on one screen: was it verified, how parallel is it, what stops it, what next. Ends without a line break. */
export function renderTerminal(report: ParallelReport, options: TerminalOptions): string {
  const width = Math.min(120, Math.max(40, Math.floor(options.width)));
  const screen = { ...options, width, paint: createPainter(options.colors) };
  return [renderVerification, renderSpeedup, renderHotspots, renderNext]
    .map((section) => section(report, screen))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
