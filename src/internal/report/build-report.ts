import type { ReportInput } from "../model/report-input.ts";
import type { ParallelReport } from "../model/report.ts";
import { buildHotspots } from "./build-hotspots.ts";
import { buildOtherEngines } from "./build-other-engines.ts";
import { buildScenario } from "./build-scenario.ts";
import { buildSummary } from "./build-summary.ts";

/**
 * The only maker of the report; every format is a function of its result. Equal input gives an equal
 * report. A conflict or transaction that a block scenario and a test scenario share counts in both.
 */
export function buildReport(input: ReportInput): ParallelReport {
  return {
    schemaVersion: 1,
    summary: buildSummary(input),
    scenarios: input.analyses.map((analysis, scenario) =>
      buildScenario(analysis, scenario, input.names),
    ),
    hotspots: buildHotspots(input),
    otherEngines: buildOtherEngines(input),
    functions: [],
    findings: [],
  };
}
