import { basename } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import { Executor } from "../executor/executor.ts";
import type { RecordingRecord } from "../model/recording.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { parseRecording, readRecordings, recordingFiles } from "../recording/read-recordings.ts";
import { runOfFile } from "../recording/recording-file.ts";
import { readProofs } from "../proofs/proofs-file.ts";
import { chosenFormats } from "../config/chosen-formats.ts";
import { deliverReport } from "../report/deliver-report.ts";
import { ProgressLine } from "../report/progress-line.ts";
import { ALL_RULES } from "../suggestions/all-rules.ts";
import { buildRunReport, type CrowdOptions } from "./build-run-report.ts";
import { checkInEdr } from "./check-in-edr.ts";
import { loadContracts } from "./load-contracts.ts";
import { gatherDemands, isBroken } from "./hold-report.ts";
import { namedSources } from "./named-sources.ts";
import { pluginVersion } from "./plugin-version.ts";
import { readSnapshot, writeSnapshot } from "./snapshot-file.ts";
import { timeBudget } from "./time-budget.ts";

export interface ReportRequest {
  readonly recordingFolder: string;
  /** Absent: the newest run. */
  readonly run?: string;
  /** Lines of this process's recording that could not be written. */
  readonly unwritten?: readonly string[];
}

/**
 * Makes and delivers the report of a recorded run. Throws PE001 when the output folder cannot be
 * written, after the report was printed, and PE002 when a run without a name has no recording.
 */
export async function makeReport(context: HookContext, request: ReportRequest): Promise<void> {
  const { config, artifacts, globalOptions } = context;
  const formats = chosenFormats(globalOptions.parallelEvmReport, config.parallelEvm.report);
  const { threads, execution, scenarios, profile, output, top, notes, crowds, suggestions } =
    config.parallelEvm;
  // First of all: its threads load EthereumJS while this one reads the files.
  const executor = new Executor({ threads, execution });
  const progress = new ProgressLine(process.stdout, "Reading", Date.now, process.env);
  try {
    const [recordings, { contracts, problems }] = await Promise.all([
      collectRecordings(request, progress),
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
    progress.clear();
    await deliverReport(report, {
      folder: output,
      root: config.paths.root,
      output: process.stdout,
      environment: process.env,
      top,
      formats,
      page: { project: basename(config.paths.root), sources: namedSources(report, contracts) },
      tool: { version: pluginVersion(), rules: ALL_RULES },
    });
    if (globalOptions.parallelEvmSnapshot) await writeSnapshot(report, config.paths.root);
    // What the user's own demands want, and nothing else, lets a run fail.
    if (isBroken(report)) process.exitCode = 1;
  } finally {
    progress.clear();
    await executor.end();
  }
}

/** For one crowd: more means that something hangs. */
const EDR_DEADLINE_MS = 10_000;

function crowdOptions(
  crowds: { readonly users: number; readonly seconds: number },
  progress: ProgressLine,
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
    ...(isSomethingSent && contracts === 0
      ? ["Nothing is compiled here, so nothing has a name. Compile with: npx hardhat build"]
      : []),
    ...(globalOptions.coverage
      ? ["Gas and speed-ups are those of code that --coverage has instrumented."]
      : []),
  ];
}

/** By file; what was not written, under an empty name if it has no file. */
async function collectRecordings(
  request: ReportRequest,
  progress: ProgressLine,
): Promise<ReadonlyMap<string, RecordingRecord[]>> {
  const recordings = new Map<string, RecordingRecord[]>();
  const files = await recordingFiles(request.recordingFolder, request.run);
  for await (const { name, records } of readRecordings(request.recordingFolder, request.run)) {
    recordings.set(name, [...records]);
    progress.show(recordings.size, files.length);
  }
  if (request.unwritten !== undefined && request.unwritten.length > 0) {
    // They go on where this process's own file breaks off: ids of connections are those of the file.
    const own = [...recordings.keys()].find((name) => name.includes(`-${process.pid}-`));
    const { records } = await parseRecording("unwritten records", request.unwritten);
    recordings.set(own ?? "", [...(recordings.get(own ?? "") ?? []), ...records]);
  }
  if (recordings.size === 0 && request.run === undefined) {
    throw new ParallelEvmError("PE002", [request.recordingFolder]);
  }
  return recordings;
}

/** The newest run has one name, and so all of its files. */
function runOf([file]: readonly string[]): string | undefined {
  return file === undefined ? undefined : runOfFile(file);
}
