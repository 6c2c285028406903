import type { HookContext } from "hardhat/types/hooks";

import type { Executor, OnProgress } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { ParallelReport } from "../model/report.ts";
import { readProofs } from "../proofs/proofs-file.ts";
import { runOfFile } from "../recording/recording-file.ts";
import { buildRunReport, type CrowdOptions } from "./build-run-report.ts";
import { checkInEdr } from "./check-in-edr.ts";
import { collectRecordings, type RecordingsRequest } from "./collect-recordings.ts";
import { loadContracts } from "./load-contracts.ts";
import type { StageProgress } from "./run-crowds.ts";
import { readSnapshot } from "./snapshot-file.ts";
import { timeBudget } from "./time-budget.ts";

export interface RecordedReport {
  readonly report: ParallelReport;
  /** All that the project has. */
  readonly contracts: readonly ContractInfo[];
}

export interface ReportProgress {
  readonly show: OnProgress;
  /** Begins another stage. */
  readonly next: StageProgress;
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
    collectRecordings(request),
    loadContracts(artifacts),
  ]);
  const snapshot = await readSnapshot(config.paths.root);
  const run = request.run ?? runOf([...recordings.keys()]);
  const report = await buildRunReport({
    recordings: [...recordings.values()],
    contracts,
    kinds: scenarios,
    profile,
    executor,
    onProgress: progress.show,
    ...(crowds === false ? {} : { crowds: crowdOptions(crowds, progress, context) }),
    ...(suggestions === false ? {} : { suggestions }),
    demands: {
      budgets: config.parallelEvm.budgets,
      compares: globalOptions.parallelEvmCheck,
      snapshot,
    },
    ...(run === undefined ? {} : { proofs: await readProofs(output, run) }),
    notes: [...notes, ...problems, ...notesOf(context, contracts.length)],
  });
  return { report, contracts };
}

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
    progress: progress.next,
  };
}

function notesOf({ globalOptions }: HookContext, contracts: number): string[] {
  return [
    ...(contracts === 0
      ? ["Nothing is compiled here, so nothing has a name. Compile with: npx hardhat build"]
      : []),
    ...(globalOptions.coverage
      ? ["Gas and speed-ups are those of code that --coverage has instrumented."]
      : []),
  ];
}

/** The newest run has one name, and so all of its files. */
function runOf([file]: readonly string[]): string | undefined {
  return file === undefined ? undefined : runOfFile(file);
}
