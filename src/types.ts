export type {
  ParallelEvmConfig,
  ParallelEvmCrowdsUserConfig,
  ParallelEvmExecution,
  ParallelEvmProfile,
  ParallelEvmScenarioKind,
  ParallelEvmUserConfig,
} from "./internal/config/parallel-evm-config.ts";
export type { ParallelReport } from "./internal/model/report.ts";
export type { ReplayReport } from "./internal/model/replay.ts";
