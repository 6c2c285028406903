import { basename } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import { chosenFormats } from "../config/chosen-formats.ts";
import { Executor } from "../executor/executor.ts";
import { deliverReport } from "../report/deliver-report.ts";
import { printNotice } from "../report/print-notice.ts";
import { ProgressLine } from "../report/progress-line.ts";
import { ALL_RULES } from "../suggestions/all-rules.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type { RecordingsRequest } from "./collect-recordings.ts";
import { isBroken } from "./hold-report.ts";
import { madeReport, type MadeReport } from "./made-report.ts";
import { pluginVersion } from "./plugin-version.ts";
import { checkCrowd, reportHere } from "./report-here.ts";
import { reportSettings } from "./report-settings.ts";
import type { ReportProcess } from "./report-process.ts";
import { snapshotNotice, writeSnapshot } from "./snapshot-file.ts";

/** What was recorded, and who may have begun with it. */
export interface ReportToMake extends RecordingsRequest {
  /** It has run what it has read so far. */
  readonly reporter?: ReportProcess | undefined;
}

/**
 * Makes and delivers the report of a recorded run. Throws PE001 when the output folder cannot be
 * written, after the report was printed, PE002 when a run without a name has no recording, and PE050 when the
 * process that began with it has no more memory.
 */
export async function makeReport(context: HookContext, request: ReportToMake): Promise<void> {
  const { config, globalOptions } = context;
  const formats = chosenFormats(globalOptions.parallelEvmReport, config.parallelEvm.report);
  const { output, top } = config.parallelEvm;
  const progress = new ProgressLine(process.stdout, "Reading", Date.now, process.env);
  try {
    const { report, sources, packageFiles } = await make(context, request, progress);
    progress.clear();
    await deliverReport(report, {
      folder: output,
      root: config.paths.root,
      output: process.stdout,
      environment: process.env,
      top,
      formats,
      page: { project: basename(config.paths.root), sources },
      tool: { version: pluginVersion(), rules: ALL_RULES, packageFiles },
    });
    if (globalOptions.parallelEvmSnapshot) {
      await writeSnapshot(report, config.paths.root);
      process.stdout.write(`\n${snapshotNotice(report)}\n`);
    }
    // What the user's own demands want, and nothing else, lets a run fail.
    if (isBroken(report)) process.exitCode = 1;
  } finally {
    progress.clear();
  }
}

async function make(
  context: HookContext,
  { reporter, ...request }: ReportToMake,
  progress: ProgressLine,
): Promise<MadeReport> {
  if (reporter === undefined) return makeHere(context, request, progress);
  try {
    return await reporter.finish(
      { settings: await reportSettings(context), unwritten: request.unwritten },
      { progress, checkInEdr: (execution) => checkCrowd(context, execution) },
    );
  } catch (error) {
    // Here, it would need as much.
    if (error instanceof ParallelEvmError) throw error;
    // What it failed at may well be a matter of that process; what is not will be told when it fails here, too.
    progress.clear();
    printNotice(`The report that was begun beside the tests is made once more: ${reasonOf(error)}`);
    return await makeHere(context, request, progress);
  }
}

async function makeHere(
  context: HookContext,
  request: RecordingsRequest,
  progress: ProgressLine,
): Promise<MadeReport> {
  const { threads, execution } = context.config.parallelEvm;
  // First of all: its threads load EthereumJS while this one reads the files.
  const executor = new Executor({ threads, execution });
  try {
    const { report, contracts } = await reportHere(context, request, executor, progress);
    return madeReport(report, contracts);
  } finally {
    await executor.end();
  }
}
