export type {
  ParallelEvmConfig,
  ParallelEvmExecution,
  ParallelEvmScenarioKind,
  ParallelEvmUserConfig,
} from "./internal/config/parallel-evm-config.ts";
export type { ParallelReport } from "./internal/model/report.ts";
