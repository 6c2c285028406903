import type { ReportCrowd, ReportCrowdCall } from "../../model/report-crowds.ts";
import type { ReportSchedule } from "../../model/report-schedule.ts";
import type { ParallelReport, ReportScenario } from "../../model/report.ts";
import type { PairBlock } from "../../primitives/pair-blocks.ts";
import { bestSchedule, type ThreadCount } from "../../primitives/schedule/best-schedule.ts";
import {
  dependencyGraph,
  type DependencyGraph,
} from "../../primitives/schedule/dependency-graph.ts";
import type { Schedule } from "../../primitives/schedule/list-schedule.ts";
import { count, figure } from "../texts/figures.ts";
import { failures, whatFailuresMean } from "../texts/crowd-text.ts";
import { hotspotTitle } from "../texts/hotspot-text.ts";

/** A scenario that can be drawn: one of the suite's, or a crowd. */
export interface Drawable {
  /** Stable within a report, for links: `test-3`, `crowd-0-same`. */
  readonly id: string;
  readonly kind: ReportScenario["kind"];
  readonly title: string;
  readonly schedule: ReportSchedule;
  /** What each transaction calls. */
  readonly calls: readonly string[];
  /** By the numbers that the waits have. */
  readonly hotspots: readonly DrawnHotspot[];
  /** What is to be known of it beside its figures, as that most of a crowd fail; a sentence each. */
  readonly notes: readonly string[];
  /** Conflicts that nobody lists. */
  readonly omitted: number;
  /** Of a scenario of the suite. */
  readonly scenario: ReportScenario | undefined;
}

export interface DrawnHotspot {
  readonly title: string;
  readonly class: string;
  /** Who conflicts there, of a crowd. */
  readonly pairs?: readonly PairBlock[];
}

/** Crowds first, as they say most; then the suite's scenarios of two transactions or more. */
export function drawablesOf(report: ParallelReport): readonly Drawable[] {
  return [
    ...(report.crowds?.calls ?? []).flatMap((call, index) => crowdsOf(call, index)),
    ...report.scenarios
      .filter(({ transactions }) => transactions.length > 1)
      .map((scenario) => ofSuite(scenario, report)),
  ];
}

function crowdsOf(call: ReportCrowdCall, index: number): Drawable[] {
  const of = (crowd: ReportCrowd | null, target: "same" | "spread"): Drawable[] => {
    if (crowd === null) return [];
    // Who names nothing has nothing to name alike.
    const isOne = call.spread === null && call.varies.length === 0;
    const what = target === "same" ? ", all name the same" : ", each names others";
    const fail = failures(crowd);
    const meaning = whatFailuresMean(crowd);
    return [
      {
        id: `crowd-${index}-${target}`,
        kind: "crowd",
        title: `${call.function} by ${figure(crowd.transactions)} users${isOne ? "" : what}${fail === "" ? "" : `, ${fail}`}`,
        schedule: crowd.schedule,
        calls: crowd.schedule.gas.map(() => call.function),
        hotspots: crowd.hotspots.map((hotspot) => ({
          title: hotspotTitle({ ...hotspot, address: "" }),
          class: hotspot.class,
          pairs: hotspot.pairs,
        })),
        notes: [
          ...(meaning === "" ? [] : [meaning]),
          `Its call was recorded in “${call.title}”${call.file === null ? "" : ` in ${call.file}`}.`,
        ],
        omitted: crowd.conflictsOmitted,
        scenario: undefined,
      },
    ];
  };
  return [...of(call.same, "same"), ...of(call.spread, "spread")];
}

function ofSuite(scenario: ReportScenario, report: ParallelReport): Drawable {
  return {
    id: scenario.id,
    kind: scenario.kind,
    title: scenario.title,
    schedule: scenario.schedule,
    calls: scenario.transactions.map((one) => one.function ?? "(creation)"),
    hotspots: report.hotspots.map((hotspot) => ({
      title: hotspotTitle(hotspot),
      class: hotspot.class,
    })),
    notes: failedOfSuite(scenario),
    omitted: scenario.conflictsOmitted,
    scenario,
  };
}

function failedOfSuite({ transactions }: ReportScenario): readonly string[] {
  const failed = transactions.filter(({ status }) => status === 0).length;
  if (failed === 0) return [];
  const verb = failed === 1 ? "fails" : "fail";
  return [
    `${figure(failed)} of ${count(transactions.length, "transaction")} ${verb}, as recorded.`,
  ];
}

/** As it is, or without a hotspot. */
export function graphOf({ gas, waits }: ReportSchedule, without?: number): DependencyGraph {
  const kept = waits
    .filter(([, , hotspot]) => hotspot === null || hotspot !== without)
    .map(([earlier, later]) => ({ earlier, later }));
  return dependencyGraph(gas, [kept]);
}

/** Removing a hotspot never looks slower: a schedule that keeps more waits is valid, too (Graham's anomaly). */
export function scheduleOf(
  schedule: ReportSchedule,
  threads: ThreadCount,
  without?: number,
): Schedule {
  const now = bestSchedule(graphOf(schedule), threads);
  if (without === undefined) return now;
  const then = bestSchedule(graphOf(schedule, without), threads);
  return then.makespan < now.makespan ? then : now;
}

/** For each transaction, the one that it waited for: of those it depends on, the last to end. */
export function lastAwaited(
  { gas, waits }: ReportSchedule,
  { assignments }: Schedule,
  without?: number,
): ReadonlyMap<number, { readonly earlier: number; readonly hotspot: number | null }> {
  const endOf = (index: number) => (assignments[index]?.start ?? 0) + (gas[index] ?? 0);
  const awaited = new Map<number, { earlier: number; hotspot: number | null }>();
  for (const [earlier, later, hotspot] of waits) {
    if (hotspot !== null && hotspot === without) continue;
    const known = awaited.get(later);
    if (known === undefined || endOf(earlier) > endOf(known.earlier)) {
      awaited.set(later, { earlier, hotspot });
    }
  }
  return awaited;
}

/** Hotspots that make somebody wait in it, those with the most waits first. */
export function hotspotsIn({ waits }: ReportSchedule): readonly number[] {
  const counts = new Map<number, number>();
  for (const [, , hotspot] of waits) {
    if (hotspot !== null) counts.set(hotspot, (counts.get(hotspot) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([hotspot]) => hotspot);
}
