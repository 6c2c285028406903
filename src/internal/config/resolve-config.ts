import { resolve } from "node:path";

import { capThreads } from "./cap-threads.ts";
import type {
  ParallelEvmConfig,
  ParallelEvmReportFormat,
  ParallelEvmScenarioKind,
  ParallelEvmUserConfig,
} from "./parallel-evm-config.ts";

const DEFAULT_THREADS = 4;
const DEFAULT_MEMORY = 2048;
const DEFAULT_OUTPUT = "parallel-evm";
const DEFAULT_REPORT: readonly ParallelEvmReportFormat[] = ["terminal", "json", "html"];
const DEFAULT_TOP = 5;
export const DEFAULT_CROWDS = { users: 64, seconds: 30 };
const DEFAULT_PROVE = { minutes: 10 };
const DEFAULT_SUGGESTIONS = { shards: 16, ignore: [] };
const ALL_SCENARIOS: readonly ParallelEvmScenarioKind[] = ["block", "test"];

/**
 * The resolved `parallelEvm` section, for a machine with so many cores. `output`, where it is given, counts
 * more than what the user says.
 */
export function resolveConfig(
  userConfig: ParallelEvmUserConfig | undefined,
  projectRoot: string,
  cores: number,
  output?: string,
): ParallelEvmConfig {
  const wanted = userConfig?.threads ?? Math.min(DEFAULT_THREADS, cores);
  return {
    ...capThreads(wanted, cores, "parallelEvm.threads"),
    memory: userConfig?.memory ?? DEFAULT_MEMORY,
    execution: userConfig?.execution ?? "hybrid",
    output: resolve(projectRoot, output ?? userConfig?.output ?? DEFAULT_OUTPUT),
    scenarios: ALL_SCENARIOS.filter((kind) =>
      (userConfig?.scenarios ?? ALL_SCENARIOS).includes(kind),
    ),
    profile: userConfig?.profile ?? "block-stm",
    report: [...new Set(userConfig?.report ?? DEFAULT_REPORT)],
    top: userConfig?.top ?? DEFAULT_TOP,
    crowds: userConfig?.crowds === false ? false : { ...DEFAULT_CROWDS, ...userConfig?.crowds },
    suggestions:
      userConfig?.suggestions === false
        ? false
        : { ...DEFAULT_SUGGESTIONS, ...userConfig?.suggestions },
    budgets: userConfig?.budgets ?? [],
    prove: { ...DEFAULT_PROVE, ...userConfig?.prove },
  };
}
