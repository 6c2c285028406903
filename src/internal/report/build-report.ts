import type { ReportInput } from "../model/report-input.ts";
import type { ParallelReport } from "../model/report.ts";
import type { ReportFinding } from "../model/report-finding.ts";
import { remember } from "../primitives/remember.ts";
import { buildCrowds, sendersOfUncloned } from "./build-crowds.ts";
import { buildFunctions } from "./build-functions.ts";
import { buildHotspots, type GroupedHotspot, shownHotspot } from "./build-hotspots.ts";
import { buildOrderFindings, buildOrders } from "./build-orders.ts";
import { buildOtherEngines } from "./build-other-engines.ts";
import { buildScenario } from "./build-scenario.ts";
import { buildSummary } from "./build-summary.ts";
import { gainFirst } from "./gain-first.ts";
import { hangsOnArgument } from "./hangs-on-argument.ts";
import { isCrowd } from "./is-crowd.ts";
import { ofWholePath } from "./of-whole-path.ts";
import { withProof } from "./with-proof.ts";

/**
 * The only maker of the report; every format is a function of its result. Equal input gives an equal
 * report. A conflict or transaction that a block scenario and a test scenario share counts in both.
 */
export function buildReport(input: ReportInput): ParallelReport {
  const orders = buildOrders(input.experiments?.orders ?? []);
  const crowds = input.crowds === undefined ? null : buildCrowds(input.crowds, input.experiments);
  const dearestFirst = forEverybody(buildHotspots(input));
  const otherEngines = buildOtherEngines(input);
  const notForCrowds = crowds?.notForCrowds ?? [];
  const { suppressed, problems, ...advice } = input.suggest?.({
    hotspots: dearestFirst,
    otherEngines,
    orders,
    notForCrowds,
    ...(input.crowds === undefined ? {} : { senders: sendersOfUncloned(input.crowds) }),
  }) ?? { findings: [], suppressed: [], problems: [] };
  const hotspotsBefore = [...dearestFirst, ...otherEngines];
  // One finding may be of several hotspots, and is listed once.
  const proved = new Map<ReportFinding, ReportFinding>();
  const findings = advice.findings.map(({ group, finding }) => ({
    group,
    finding: remember(proved, finding, () =>
      ofWholePath(withProof(finding, input.proofs ?? []), hotspotsBefore),
    ),
  }));
  const findingsOf = (group: string): ReportFinding[] =>
    findings.flatMap((one) => (one.group === group ? [one.finding] : []));
  const hotspots = gainFirst(dearestFirst, findingsOf);
  const places = new Map(hotspots.map(({ group }, index) => [group, index]));
  const report: ParallelReport = {
    schemaVersion: 1,
    summary: buildSummary({ ...input, notes: [...input.notes, ...problems] }),
    scenarios: input.analyses.flatMap((analysis, scenario) =>
      isCrowd(analysis)
        ? []
        : [
            buildScenario(analysis, scenario, {
              names: input.names,
              hotspotOf: (location) => places.get(input.groupOf(scenario, location)),
              virtual: input.virtualRuns?.get(scenario),
            }),
          ],
    ),
    hotspots: hotspots.map(shownHotspot),
    otherEngines: otherEngines.map((one) => ({
      ...shownHotspot(one),
      findings: findingsOf(one.group),
    })),
    crowds,
    functions: buildFunctions(
      input.crowds?.functions ?? [],
      orders,
      input.experiments?.sharings ?? [],
    ),
    orders,
    findings: [...buildOrderFindings(orders), ...new Set(findings.map(({ finding }) => finding))],
    contracts: input.contracts ?? [],
    budgets: [],
    comparison: null,
    suppressed,
  };
  return { ...report, ...input.hold?.(report) };
}

/** Without those where only crowds meet, and only because all of them name the same. */
function forEverybody(hotspots: readonly GroupedHotspot[]): GroupedHotspot[] {
  const kept = hotspots.filter(({ hotspot }) => hotspot.inSuite || !hangsOnArgument(hotspot));
  const places = new Map(kept.map((one, index) => [one, index]));
  return kept.map((one) => {
    const other = hotspots[one.hotspot.sharedWith ?? -1];
    const sharedWith = (other && places.get(other)) ?? null;
    return { ...one, hotspot: { ...one.hotspot, sharedWith } };
  });
}
