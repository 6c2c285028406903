import type { ParallelReport } from "../model/report.ts";
import { renderCrowds } from "./terminal/render-crowds.ts";
import { renderDemands } from "./terminal/render-demands.ts";
import { renderFunctions } from "./terminal/render-functions.ts";
import { renderHotspots } from "./terminal/render-hotspots.ts";
import { renderNext } from "./terminal/render-next.ts";
import { renderOrders } from "./terminal/render-orders.ts";
import { renderOtherEngines } from "./terminal/render-other-engines.ts";
import { renderSpeedup } from "./terminal/render-speedup.ts";
import { renderVerification } from "./terminal/render-verification.ts";
import { createScreen, type TerminalOptions } from "./terminal/screen.ts";

const SECTIONS = [
  renderVerification,
  renderSpeedup,
  renderHotspots,
  renderOtherEngines,
  renderCrowds,
  renderFunctions,
  renderOrders,
  renderDemands,
  renderNext,
];

/** The report on one screen: was it verified, how parallel is it, what stops it, what next. Ends without a line break. */
export function renderTerminal(report: ParallelReport, options: TerminalOptions): string {
  const screen = createScreen(options);
  return SECTIONS.map((section) => section(report, screen))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
