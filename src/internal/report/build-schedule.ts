import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { VirtualRun } from "../model/execution.ts";
import type { LocationKey } from "../model/location.ts";
import type { ReportExecution, ReportSchedule, ReportWait } from "../model/report-schedule.ts";

/** @param hotspotOf Index of the hotspot that a location of the scenario belongs to. */
export function buildSchedule(
  { weights, ownOrder, contended }: ScenarioAnalysis,
  hotspotOf: (location: LocationKey) => number | undefined,
  virtual: VirtualRun | undefined,
): ReportSchedule {
  const waits = new Map<string, ReportWait>();
  const add = (earlier: number, later: number, hotspot: number | null) =>
    waits.set(`${earlier} ${later} ${hotspot}`, [earlier, later, hotspot]);
  for (const { earlier, later } of ownOrder) add(earlier, later, null);
  for (const { location, dependencies } of contended) {
    const hotspot = hotspotOf(location) ?? null;
    for (const { earlier, later } of dependencies) add(earlier, later, hotspot);
  }
  return {
    gas: weights,
    waits: [...waits.values()].sort(byLater),
    execution: buildExecution(virtual),
  };
}

function byLater([e1, l1, h1]: ReportWait, [e2, l2, h2]: ReportWait): number {
  return l1 - l2 || e1 - e2 || (h1 ?? -1) - (h2 ?? -1);
}

function buildExecution(virtual: VirtualRun | undefined): ReportExecution | null {
  if (virtual?.kind !== "ran") return null;
  const { lanes: threads, timeline } = virtual;
  const runs = timeline.map(
    ({ lane, transaction, start, end }) => [lane, transaction, start, end] as const,
  );
  return { threads, runs };
}
