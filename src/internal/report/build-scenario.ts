import type { ScenarioAnalysis, TransactionNames } from "../model/analysis.ts";
import type { Conflict, ConflictClass } from "../model/conflict.ts";
import type { VirtualRun } from "../model/execution.ts";
import type { LocationKey } from "../model/location.ts";
import type { ReportConflict, ReportScenario, ReportTransaction } from "../model/report.ts";
import type { Outcome, ScenarioTransaction } from "../model/scenario.ts";
import type { LocationName, NamedCall } from "../model/slot-name.ts";

import { buildSchedule } from "./build-schedule.ts";

interface ScenarioContext {
  readonly names: TransactionNames;
  /** Index of the hotspot that a location of this scenario belongs to. */
  readonly hotspotOf: (location: LocationKey) => number | undefined;
  /** Undefined where the scenario was not run in virtual time. */
  readonly virtual: VirtualRun | undefined;
}

/** One scenario of the report. What a transaction did is told as its chain recorded it. */
export function buildScenario(
  analysis: ScenarioAnalysis,
  scenario: number,
  { names, hotspotOf, virtual }: ScenarioContext,
): ReportScenario {
  const { scenario: of, transactions: executed } = analysis.execution;
  const { id, kind, title, file, transactions } = of;
  return {
    id,
    // The others are no scenarios of the report; whoever analyses them nevertheless sees them as tests.
    kind: kind === "setup" || kind === "experiment" ? "test" : kind,
    title,
    file: file ?? null,
    profile: analysis.profile,
    senders: analysis.senders,
    transactions: transactions.map((one, index) =>
      reportTransaction(one, executed[index]?.result?.outcome, names.call(scenario, index)),
    ),
    conflicts: analysis.conflicts.map((conflict) => reportConflict(conflict, scenario, names)),
    conflictsOmitted: countOf(analysis.conflictCounts) - analysis.conflicts.length,
    speedup: analysis.speedup,
    schedule: buildSchedule(analysis, hotspotOf, virtual),
  };
}

function reportTransaction(
  { hash, fields, expected }: ScenarioTransaction,
  executed: Outcome | undefined,
  call: NamedCall,
): ReportTransaction {
  const outcome = expected ?? executed;
  return {
    hash,
    from: fields.from,
    to: fields.to ?? null,
    contract: call.contract ?? null,
    function: call.function ?? null,
    gasUsed: Number(outcome?.gasUsed ?? 0n),
    status: outcome?.status ?? 0,
  };
}

function reportConflict(
  conflict: Conflict,
  scenario: number,
  names: TransactionNames,
): ReportConflict {
  const { earlier, later } = conflict;
  if (conflict.kind === "sender")
    return { earlier, later, class: "sender", contract: null, path: null };
  const { name } = names.access(scenario, later, conflict.location);
  return {
    earlier,
    later,
    class: conflict.class,
    contract: name.contract ?? null,
    path: pathOf(name),
  };
}

function pathOf(name: LocationName): string {
  if (name.kind === "raw") return name.path;
  return name.fields.map(({ path }) => path).join(", ") || name.group;
}

function countOf(counts: Readonly<Record<ConflictClass, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
