import { resolve } from "node:path";

import type {
  ParallelEvmConfig,
  ParallelEvmScenarioKind,
  ParallelEvmUserConfig,
} from "./parallel-evm-config.ts";

const DEFAULT_THREADS = 4;
const DEFAULT_OUTPUT = "parallel-evm";
const DEFAULT_TOP = 5;
const ALL_SCENARIOS: readonly ParallelEvmScenarioKind[] = ["block", "test"];

/**
 * The resolved `parallelEvm` section. More threads than `cores` are no error, as a config is shared
 * between machines; they are cut to `cores`, with a note.
 */
export function resolveConfig(
  userConfig: ParallelEvmUserConfig | undefined,
  projectRoot: string,
  cores: number,
): ParallelEvmConfig {
  const wanted = userConfig?.threads ?? Math.min(DEFAULT_THREADS, cores);
  return {
    threads: Math.min(wanted, cores),
    execution: userConfig?.execution ?? "hybrid",
    output: resolve(projectRoot, userConfig?.output ?? DEFAULT_OUTPUT),
    scenarios: ALL_SCENARIOS.filter((kind) =>
      (userConfig?.scenarios ?? ALL_SCENARIOS).includes(kind),
    ),
    top: userConfig?.top ?? DEFAULT_TOP,
    notes: wanted > cores ? [cappedThreads(wanted, cores)] : [],
  };
}

function cappedThreads(wanted: number, cores: number): string {
  const available = cores === 1 ? "1 core" : `${cores} cores`;
  return `parallelEvm.threads is ${wanted}, but this machine has ${available}: ${cores} used.`;
}
