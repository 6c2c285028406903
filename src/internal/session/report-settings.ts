import type { HookContext } from "hardhat/types/hooks";

import type { ParallelEvmConfig } from "../config/parallel-evm-config.ts";
import { type BuildFiles, listBuilds } from "./load-contracts.ts";

/** All of the config, the options and the project that a report is made by: plain data, which goes to another process. */
export interface ReportSettings extends Pick<
  ParallelEvmConfig,
  "scenarios" | "profile" | "output" | "notes" | "crowds" | "suggestions" | "budgets"
> {
  /** Of the project. */
  readonly root: string;
  /** `--parallel-evm-check`. */
  readonly isCompared: boolean;
  /** `--coverage`. */
  readonly isCovered: boolean;
  readonly builds: readonly BuildFiles[];
}

export async function reportSettings({
  config,
  globalOptions,
  artifacts,
}: Pick<HookContext, "config" | "globalOptions" | "artifacts">): Promise<ReportSettings> {
  const { scenarios, profile, output, notes, crowds, suggestions, budgets } = config.parallelEvm;
  return {
    ...{ scenarios, profile, output, notes, crowds, suggestions, budgets },
    root: config.paths.root,
    isCompared: globalOptions.parallelEvmCheck,
    isCovered: globalOptions.coverage,
    builds: await listBuilds(artifacts),
  };
}
