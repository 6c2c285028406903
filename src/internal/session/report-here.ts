import type { HookContext } from "hardhat/types/hooks";

import type { Executor } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { ParallelReport } from "../model/report.ts";
import { checkInEdr } from "./check-in-edr.ts";
import { collectRecordings, type RecordingsRequest } from "./collect-recordings.ts";
import { loadBuilds } from "./load-contracts.ts";
import { recordedReport, type ReportProgress } from "./recorded-report.ts";
import { reportSettings } from "./report-settings.ts";

/** For one crowd: more means that something hangs. */
const EDR_DEADLINE_MS = 10_000;

export interface ReportHere {
  readonly report: ParallelReport;
  /** All that the project has. */
  readonly contracts: readonly ContractInfo[];
}

/** The report of a recorded run, made in this thread. Throws PE002 when a run without a name has no recording. */
export async function reportHere(
  context: HookContext,
  request: RecordingsRequest,
  executor: Executor,
  progress: ReportProgress,
): Promise<ReportHere> {
  const settings = await reportSettings(context);
  const [recordings, loaded] = await Promise.all([
    collectRecordings(request, (done, total) => {
      progress.show(done, total);
    }),
    loadBuilds(settings.builds),
  ]);
  const { run } = request;
  const recorded = { recordings, loaded, ...(run === undefined ? {} : { run }) };
  const report = await recordedReport(recorded, settings, {
    executor,
    progress,
    checkInEdr: (execution) => checkCrowd(context, execution),
  });
  return { report, contracts: loaded.contracts };
}

/** Runs a crowd in Hardhat's own network as well. */
export function checkCrowd(
  context: Pick<HookContext, "network" | "hooks">,
  execution: ScenarioExecution,
) {
  return checkInEdr(context, execution, { deadlineMs: EDR_DEADLINE_MS });
}
