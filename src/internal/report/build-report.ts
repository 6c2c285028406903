import type { ReportInput } from "../model/report-input.ts";
import type { ParallelReport, ReportHotspot } from "../model/report.ts";
import { buildCrowds } from "./build-crowds.ts";
import { buildFunctions } from "./build-functions.ts";
import { buildHotspots } from "./build-hotspots.ts";
import { buildOrderFindings, buildOrders } from "./build-orders.ts";
import { buildOtherEngines } from "./build-other-engines.ts";
import { buildScenario } from "./build-scenario.ts";
import { buildSummary } from "./build-summary.ts";
import { hangsOnArgument } from "./hangs-on-argument.ts";
import { isCrowd } from "./is-crowd.ts";

/**
 * The only maker of the report; every format is a function of its result. Equal input gives an equal
 * report. A conflict or transaction that a block scenario and a test scenario share counts in both.
 */
export function buildReport(input: ReportInput): ParallelReport {
  const orders = buildOrders(input.experiments?.orders ?? []);
  return {
    schemaVersion: 1,
    summary: buildSummary(input),
    scenarios: input.analyses.flatMap((analysis, scenario) =>
      isCrowd(analysis) ? [] : [buildScenario(analysis, scenario, input.names)],
    ),
    hotspots: forEverybody(buildHotspots(input)),
    otherEngines: buildOtherEngines(input),
    crowds: input.crowds === undefined ? null : buildCrowds(input.crowds, input.experiments),
    functions: buildFunctions(
      input.crowds?.functions ?? [],
      orders,
      input.experiments?.sharings ?? [],
    ),
    orders,
    findings: buildOrderFindings(orders),
  };
}

/** Without those where only crowds meet, and only because all of them name the same. */
function forEverybody(hotspots: readonly ReportHotspot[]): ReportHotspot[] {
  const kept = hotspots.filter((hotspot) => hotspot.inSuite || !hangsOnArgument(hotspot));
  const places = new Map(kept.map((hotspot, index) => [hotspot, index]));
  return kept.map((hotspot) => {
    const other = hotspots[hotspot.sharedWith ?? -1];
    return { ...hotspot, sharedWith: (other && places.get(other)) ?? null };
  });
}
