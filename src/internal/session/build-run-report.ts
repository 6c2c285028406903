import { profileOf } from "../analysis/profiles/all-profiles.ts";
import type { Executor, OnProgress } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { KeyedProof } from "../model/proof.ts";
import type { ProfileId } from "../model/profile.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { AskedFunction } from "../model/report-input.ts";
import type { ParallelReport, ReportChain } from "../model/report.ts";
import type { SuiteScenarioKind } from "../model/scenario.ts";
import { type BuiltScenarios, buildScenarios } from "../scenarios/build-scenarios.ts";
import { createNamer, type Namer } from "../slot-naming/create-namer.ts";
import { askedFunctions } from "./asked-functions.ts";
import { Attempts } from "./attempts.ts";
import type { Demands } from "./hold-report.ts";
import { KnownExecutions } from "./known-executions.ts";
import { reportExecutions, type SuggestionOptions } from "./report-executions.ts";
import { type CrowdsRun, runCrowds, type StageProgress } from "./run-crowds.ts";
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
  /** Something else begins that takes its time. */
  readonly onStage?: (title: string) => void;
  /** What is run already; absent: nothing. */
  readonly known?: KnownExecutions;
  /** Of the contracts; absent: a new one. */
  readonly namer?: Namer;
  /** Absent: no crowds are made. */
  readonly crowds?: CrowdOptions;
  /** Absent: nothing is suggested. */
  readonly suggestions?: SuggestionOptions;
  /** What diffs of this recording's report were seen to do. */
  readonly proofs?: readonly KeyedProof[];
  /** What the team holds the report to; absent: nothing. */
  readonly demands?: Demands;
  /** What the user should know beside what the recordings say. */
  readonly notes: readonly string[];
}

export interface CrowdOptions {
  /** Clones a crowd. */
  readonly users: number;
  readonly checkInEdr?: (execution: ScenarioExecution) => Promise<EdrCheck>;
  /** Whether the time for crowds is over. */
  readonly isOver: () => boolean;
  readonly progress: StageProgress;
}

/** The whole way from recordings to a report. Equal input gives an equal report. */
export async function buildRunReport(run: RunToReport): Promise<ParallelReport> {
  return buildScenariosReport({
    ...run,
    built: buildScenarios(run.recordings, run.kinds),
    asked: askedFunctions(run.recordings, run.contracts),
    recordedNotes: notesOf(run.recordings),
  });
}

/** Scenarios to report on, wherever they come from. */
export interface ScenariosToReport extends Omit<RunToReport, "recordings" | "kinds"> {
  readonly built: BuiltScenarios;
  /** What somebody asks contracts for without a transaction. */
  readonly asked: readonly AskedFunction[];
  readonly recordedNotes: readonly string[];
  /** Absent: what a suite sent. */
  readonly chain?: ReportChain;
}

/** The way from scenarios to a report. Equal input gives an equal report. */
export async function buildScenariosReport(run: ScenariosToReport): Promise<ParallelReport> {
  const { built, contracts, executor, profile, suggestions, proofs, demands, asked, chain } = run;
  const known = run.known ?? new KnownExecutions();
  const executions = await known.execute(built, executor, run.onProgress);
  const namer = run.namer ?? createNamer(contracts);
  const attempts = new Attempts();
  const crowds = await attempts.attempt("Crowds", () => crowdsOf(run, executions, namer));
  return reportExecutions({
    executions,
    ...(run.onStage === undefined ? {} : { onStage: run.onStage }),
    transactions: verifyTransactions(built, executions),
    ...(chain === undefined ? {} : { chain }),
    contracts,
    namer,
    profile,
    executor,
    known,
    attempts,
    ...(crowds === undefined ? {} : { crowds, wordsOf: crowds.wordsOf }),
    ...(run.crowds === undefined ? {} : { experiments: run.crowds }),
    ...(suggestions === undefined ? {} : { suggestions: { ...suggestions, asked } }),
    ...(proofs === undefined ? {} : { proofs }),
    ...(demands === undefined ? {} : { demands }),
    notes: [...run.notes, ...run.recordedNotes],
  });
}

async function crowdsOf(
  { crowds, executor, profile, chain }: ScenariosToReport,
  executions: readonly ScenarioExecution[],
  namer: Namer,
): Promise<CrowdsRun | undefined> {
  // Real traffic is many users already.
  if (crowds === undefined || chain !== undefined) return undefined;
  const { users, isOver, progress, checkInEdr } = crowds;
  return runCrowds({
    executions,
    execute: (scenarios) => executor.execute(scenarios),
    namer,
    profile: profileOf(profile),
    users,
    countReexecutions: (crowd) => executor.countReexecutions(crowd),
    ...(checkInEdr === undefined ? {} : { checkInEdr }),
    isOver,
    progress,
  });
}

function notesOf(recordings: RunToReport["recordings"]): string[] {
  return recordings.flatMap((records) =>
    records.flatMap((record) => (record.kind === "note" ? [record.message] : [])),
  );
}
