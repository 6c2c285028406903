import type { HookContext } from "hardhat/types/hooks";

import { listBuilds } from "./load-contracts.ts";
import { ReportProcess } from "./report-process.ts";

/** Starts the process that makes the report of a run, by the config. */
export async function startReportProcess(
  { config, artifacts }: Pick<HookContext, "config" | "artifacts">,
  recording: { readonly folder: string; readonly run: string },
): Promise<ReportProcess> {
  const { threads, memory, execution, scenarios: kinds, profile } = config.parallelEvm;
  const builds = await listBuilds(artifacts);
  return new ReportProcess({ ...recording, kinds, profile, threads, memory, execution, builds });
}
