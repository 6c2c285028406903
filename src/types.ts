export type {
  ParallelEvmBudget,
  ParallelEvmConfig,
  ParallelEvmCrowdsUserConfig,
  ParallelEvmExecution,
  ParallelEvmIgnore,
  ParallelEvmProfile,
  ParallelEvmProveUserConfig,
  ParallelEvmReportFormat,
  ParallelEvmScenarioKind,
  ParallelEvmSuggestionsUserConfig,
  ParallelEvmUserConfig,
} from "./internal/config/parallel-evm-config.ts";
export type {
  ParallelCrowdOptions,
  ParallelEvm,
  ParallelReceipt,
  ParallelRun,
  ParallelRunOptions,
  SentTransaction,
} from "./internal/model/parallel-run.ts";
export type { ParallelReport } from "./internal/model/report.ts";
export type { ProofsFile } from "./internal/model/proof.ts";
export type { ReplayReport } from "./internal/model/replay.ts";
