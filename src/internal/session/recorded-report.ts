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
  return buildRunReport({
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
}

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
    ...(isSomethingSent && loaded.contracts.length === 0
      ? ["Nothing is compiled here, so nothing has a name. Compile with: npx hardhat build"]
      : []),
    ...(isCovered ? ["Gas and speed-ups are those of code that --coverage has instrumented."] : []),
  ];
}

/** The newest run has one name, and so all of its files. */
function runOf([file]: readonly string[]): string | undefined {
  return file === undefined ? undefined : runOfFile(file);
}
