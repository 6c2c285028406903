import type { Executor } from "../executor/executor.ts";
import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { ParallelReport } from "../model/report.ts";
import { readProofs } from "../proofs/proofs-file.ts";
import { runOfFile } from "../recording/recording-file.ts";
import type { Namer } from "../slot-naming/create-namer.ts";
import { buildRunReport, type CrowdOptions } from "./build-run-report.ts";
import { gatherDemands } from "./hold-report.ts";
import type { KnownExecutions } from "./known-executions.ts";
import type { LoadedContracts } from "./load-contracts.ts";
import type { ReportSettings } from "./report-settings.ts";
import { readSnapshot } from "./snapshot-file.ts";
import { timeBudget } from "./time-budget.ts";

/** What was recorded, and what the project has for it. */
export interface Recorded {
  /** By file. */
  readonly recordings: ReadonlyMap<string, readonly RecordingRecord[]>;
  /** Absent: the run of those files. */
  readonly run?: string;
  readonly loaded: LoadedContracts;
}

export interface ReportTools {
  readonly executor: Executor;
  readonly progress: ReportProgress;
  readonly checkInEdr: (execution: ScenarioExecution) => Promise<EdrCheck>;
  /** What is known already of a run that was followed; absent: nothing. */
  readonly ahead?: { readonly known: KnownExecutions; readonly namer?: Namer };
}

/** What a {@link ProgressLine} does. */
export interface ReportProgress {
  /** Another stage begins. */
  next(title: string): void;
  show(done: number, total: number): void;
}

/** The report of a recorded run, as the config wants it. */
export async function recordedReport(
  recorded: Recorded,
  settings: ReportSettings,
  tools: ReportTools,
): Promise<ParallelReport> {
  const { scenarios, profile, output, notes, crowds, suggestions, budgets, root } = settings;
  const { recordings, loaded } = recorded;
  const { executor, progress } = tools;
  const demands = await gatherDemands({ budgets, compares: settings.isCompared }, () =>
    readSnapshot(root),
  );
  const run = recorded.run ?? runOf([...recordings.keys()]);
  progress.next("Running the transactions again");
  const report = await buildRunReport({
    recordings: [...recordings.values()],
    contracts: loaded.contracts,
    kinds: scenarios,
    profile,
    executor,
    ...tools.ahead,
    onProgress: (done, total) => {
      progress.show(done, total);
    },
    onStage: (title) => {
      progress.next(title);
    },
    ...(crowds === false ? {} : { crowds: crowdOptions(crowds, tools) }),
    ...(suggestions === false ? {} : { suggestions }),
    demands,
    ...(run === undefined ? {} : { proofs: await readProofs(output, run) }),
    notes: [...notes, ...loaded.problems, ...notesOf(settings, recorded)],
  });
  return noteOtherSources(report, recordings);
}

/** As where shards ran with other sources than those that are merged here: contracts were deployed, and none is known. */
function noteOtherSources(
  report: ParallelReport,
  recordings: ReadonlyMap<string, readonly RecordingRecord[]>,
): ParallelReport {
  const isDeployed = [...recordings.values()].some((records) =>
    records.some((one) => one.kind === "transaction" && one.fields.to === undefined),
  );
  const { summary, contracts } = report;
  // That nothing is compiled is told.
  const isTold = summary.notes.includes(NOTHING_COMPILED);
  // Of what was not run again nobody knows what it is.
  const isRun = summary.verification.skipped < summary.transactions;
  if (!isDeployed || !isRun || isTold || contracts.length > 0) return report;
  return { ...report, summary: { ...summary, notes: [...summary.notes, OTHER_SOURCES] } };
}

const OTHER_SOURCES =
  "No contract that was deployed is one that is compiled here, so nothing has a name. Where the sources have changed " +
  "since, or are those of another checkout, take the ones that the tests ran with, compile them with npx hardhat build, " +
  "and make the report again.";

const NOTHING_COMPILED =
  "Nothing is compiled here, so nothing has a name. Compile with: npx hardhat build";

function crowdOptions(
  crowds: { readonly users: number; readonly seconds: number },
  { progress, checkInEdr }: ReportTools,
): CrowdOptions {
  return {
    users: crowds.users,
    checkInEdr,
    isOver: timeBudget(crowds),
    progress: (title) => {
      progress.next(title);
      return (done, total) => {
        progress.show(done, total);
      };
    },
  };
}

function notesOf({ isCovered }: ReportSettings, { recordings, loaded }: Recorded): string[] {
  const isSomethingSent = [...recordings.values()].some((records) =>
    records.some(({ kind }) => kind === "transaction"),
  );
  return [
    ...(isSomethingSent && loaded.contracts.length === 0 ? [NOTHING_COMPILED] : []),
    ...(isCovered ? ["Gas and speed-ups are those of code that --coverage has instrumented."] : []),
  ];
}

/** The newest run has one name, and so all of its files. */
function runOf([file]: readonly string[]): string | undefined {
  return file === undefined ? undefined : runOfFile(file);
}
