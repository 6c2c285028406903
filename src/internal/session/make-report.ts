import { basename } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import { chosenFormats } from "../config/chosen-formats.ts";
import { Executor } from "../executor/executor.ts";
import { deliverReport } from "../report/deliver-report.ts";
import type { ContractInfo } from "../model/contract.ts";
import { ProgressLine } from "../report/progress-line.ts";
import { ALL_RULES } from "../suggestions/all-rules.ts";
import type { RecordingsRequest } from "./collect-recordings.ts";
import { isBroken } from "./hold-report.ts";
import { namedSources } from "./named-sources.ts";
import { pluginVersion } from "./plugin-version.ts";
import { recordedReport } from "./recorded-report.ts";
import { snapshotNotice, writeSnapshot } from "./snapshot-file.ts";

/**
 * Makes and delivers the report of a recorded run. Throws PE001 when the output folder cannot be
 * written, after the report was printed, and PE002 when a run without a name has no recording.
 */
export async function makeReport(context: HookContext, request: RecordingsRequest): Promise<void> {
  const { config, globalOptions } = context;
  const formats = chosenFormats(globalOptions.parallelEvmReport, config.parallelEvm.report);
  const { threads, execution, output, top } = config.parallelEvm;
  // First of all: its threads load EthereumJS while this one reads the files.
  const executor = new Executor({ threads, execution });
  const progress = new ProgressLine(process.stdout, "Reading", Date.now, process.env);
  try {
    const { report, contracts } = await recordedReport(context, request, executor, progress);
    progress.clear();
    await deliverReport(report, {
      folder: output,
      root: config.paths.root,
      output: process.stdout,
      environment: process.env,
      top,
      formats,
      page: { project: basename(config.paths.root), sources: namedSources(report, contracts) },
      tool: {
        version: pluginVersion(),
        rules: ALL_RULES,
        packageFiles: packageFilesOf(contracts),
      },
    });
    if (globalOptions.parallelEvmSnapshot) {
      await writeSnapshot(report, config.paths.root);
      process.stdout.write(`\n${snapshotNotice(report)}\n`);
    }
    // What the user's own demands want, and nothing else, lets a run fail.
    if (isBroken(report)) process.exitCode = 1;
  } finally {
    progress.clear();
    await executor.end();
  }
}

function packageFilesOf(contracts: readonly ContractInfo[]): ReadonlySet<string> {
  const sources = contracts.flatMap((one) => one.sources);
  return new Set(sources.flatMap((one) => (one?.isExternal === true ? [one.path] : [])));
}
