import { analyseRun } from "../analysis/analyse-run.ts";
import { profileOf } from "../analysis/profiles/all-profiles.ts";
import type { Executor, OnProgress } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { ProfileId } from "../model/profile.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { ParallelReport } from "../model/report.ts";
import type { SuiteScenarioKind } from "../model/scenario.ts";
import { buildReport } from "../report/build-report.ts";
import { buildScenarios } from "../scenarios/build-scenarios.ts";
import { createNamer } from "../slot-naming/create-namer.ts";
import { nameRun } from "./name-run.ts";
import { verifyTransactions } from "./verify-transactions.ts";

export interface RunToReport {
  /** One list of records a recording file. */
  readonly recordings: readonly (readonly RecordingRecord[])[];
  readonly contracts: readonly ContractInfo[];
  readonly kinds: readonly SuiteScenarioKind[];
  /** The engine that the analysis is made for. */
  readonly profile: ProfileId;
  readonly executor: Executor;
  readonly onProgress: OnProgress;
  /** What the user should know beside what the recordings say. */
  readonly notes: readonly string[];
}

/** The whole way from recordings to a report. Equal input gives an equal report. */
export async function buildRunReport(run: RunToReport): Promise<ParallelReport> {
  const built = buildScenarios(run.recordings, run.kinds);
  const executions = await run.executor.execute(built.scenarios, run.onProgress);
  const shown = executions.filter(({ scenario }) => scenario.kind !== "setup");
  const names = nameRun(shown, createNamer(run.contracts));
  return buildReport({
    ...analyseRun(shown, names, profileOf(run.profile)),
    setup: executions.filter(({ scenario }) => scenario.kind === "setup"),
    names,
    transactions: verifyTransactions(built, executions),
    workers: run.executor.threads,
    notes: [...run.notes, ...notesOf(run.recordings)],
  });
}

function notesOf(recordings: RunToReport["recordings"]): string[] {
  return recordings.flatMap((records) =>
    records.flatMap((record) => (record.kind === "note" ? [record.message] : [])),
  );
}
