import type { HookContext } from "hardhat/types/hooks";

import type { Executor } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { ParallelReport } from "../model/report.ts";
import { readProofs } from "../proofs/proofs-file.ts";
import { runOfFile } from "../recording/recording-file.ts";
import { buildRunReport, type CrowdOptions } from "./build-run-report.ts";
import { checkInEdr } from "./check-in-edr.ts";
import { collectRecordings, type RecordingsRequest } from "./collect-recordings.ts";
import { gatherDemands } from "./hold-report.ts";
import { loadContracts } from "./load-contracts.ts";
import { readSnapshot } from "./snapshot-file.ts";
import { timeBudget } from "./time-budget.ts";

export interface RecordedReport {
  readonly report: ParallelReport;
  /** All that the project has. */
  readonly contracts: readonly ContractInfo[];
}

/** What a {@link ProgressLine} does. */
export interface ReportProgress {
  /** Another stage begins. */
  next(title: string): void;
  show(done: number, total: number): void;
}

/** The report of a recorded run, as the config wants it. Throws PE002 when a run without a name has no recording. */
export async function recordedReport(
  context: HookContext,
  request: RecordingsRequest,
  executor: Executor,
  progress: ReportProgress,
): Promise<RecordedReport> {
  const { config, artifacts, globalOptions } = context;
  const { scenarios, profile, output, notes, crowds, suggestions } = config.parallelEvm;
  const [recordings, { contracts, problems }] = await Promise.all([
    collectRecordings(request, (done, total) => {
      progress.show(done, total);
    }),
    loadContracts(artifacts),
  ]);
  const demands = await gatherDemands(
    { budgets: config.parallelEvm.budgets, compares: globalOptions.parallelEvmCheck },
    () => readSnapshot(config.paths.root),
  );
  const run = request.run ?? runOf([...recordings.keys()]);
  progress.next("Running the transactions again");
  const report = await buildRunReport({
    recordings: [...recordings.values()],
    contracts,
    kinds: scenarios,
    profile,
    executor,
    onProgress: (done, total) => {
      progress.show(done, total);
    },
    onStage: (title) => {
      progress.next(title);
    },
    ...(crowds === false ? {} : { crowds: crowdOptions(crowds, progress, context) }),
    ...(suggestions === false ? {} : { suggestions }),
    demands,
    ...(run === undefined ? {} : { proofs: await readProofs(output, run) }),
    notes: [...notes, ...problems, ...notesOf(context, recordings, contracts.length)],
  });
  return { report: noteOtherSources(report, recordings), contracts };
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
  if (!isDeployed || isTold || contracts.length > 0) return report;
  return { ...report, summary: { ...summary, notes: [...summary.notes, OTHER_SOURCES] } };
}

const OTHER_SOURCES =
  "No contract that was deployed is one that is compiled here, so nothing has a name. Where the sources have changed " +
  "since, or are those of another checkout, take the ones that the tests ran with, compile them with npx hardhat build, " +
  "and make the report again.";

const NOTHING_COMPILED =
  "Nothing is compiled here, so nothing has a name. Compile with: npx hardhat build";

/** For one crowd: more means that something hangs. */
const EDR_DEADLINE_MS = 10_000;

function crowdOptions(
  crowds: { readonly users: number; readonly seconds: number },
  progress: ReportProgress,
  context: HookContext,
): CrowdOptions {
  return {
    users: crowds.users,
    checkInEdr: (execution) => checkInEdr(context, execution, { deadlineMs: EDR_DEADLINE_MS }),
    isOver: timeBudget(crowds),
    progress: (title) => {
      progress.next(title);
      return (done, total) => {
        progress.show(done, total);
      };
    },
  };
}

function notesOf(
  { globalOptions }: HookContext,
  recordings: ReadonlyMap<string, readonly RecordingRecord[]>,
  contracts: number,
): string[] {
  const isSomethingSent = [...recordings.values()].some((records) =>
    records.some(({ kind }) => kind === "transaction"),
  );
  return [
    ...(isSomethingSent && contracts === 0 ? [NOTHING_COMPILED] : []),
    ...(globalOptions.coverage
      ? ["Gas and speed-ups are those of code that --coverage has instrumented."]
      : []),
  ];
}

/** The newest run has one name, and so all of its files. */
function runOf([file]: readonly string[]): string | undefined {
  return file === undefined ? undefined : runOfFile(file);
}
