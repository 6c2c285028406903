import type { HookContext } from "hardhat/types/hooks";

import { listBuilds } from "./load-contracts.ts";
import { ReportThread } from "./report-thread.ts";

/** Starts the thread that makes the report of a run, by the config. */
export async function startReportThread(
  { config, artifacts }: Pick<HookContext, "config" | "artifacts">,
  recording: { readonly folder: string; readonly run: string },
): Promise<ReportThread> {
  const { threads, memory, execution, scenarios: kinds, profile } = config.parallelEvm;
  const builds = await listBuilds(artifacts);
  return new ReportThread({ ...recording, kinds, profile, threads, memory, execution, builds });
}
