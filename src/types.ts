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
export type {
  OrderVerdictKind,
  ParallelReport,
  ReportAccess,
  ReportAccumulator,
  ReportBound,
  ReportChain,
  ReportConflict,
  ReportEngineHotspot,
  ReportEnginePrice,
  ReportFunctionPair,
  ReportHotspot,
  ReportOrder,
  ReportOtherValue,
  ReportScenario,
  ReportSharing,
  ReportSummary,
  ReportTransaction,
} from "./internal/model/report.ts";
export type { ReportContract, ReportStorageField } from "./internal/model/report-contract.ts";
export type {
  ReportCrowd,
  ReportCrowdCall,
  ReportCrowdHotspot,
  ReportCrowds,
  ReportLeftOut,
  ReportUnclonedCall,
} from "./internal/model/report-crowds.ts";
export type {
  ReportFinding,
  ReportGain,
  ReportSuppressed,
} from "./internal/model/report-finding.ts";
export type {
  ReportExecution,
  ReportExecutionRun,
  ReportSchedule,
  ReportWait,
} from "./internal/model/report-schedule.ts";
export type {
  ChangeKind,
  ReportBudget,
  ReportChange,
  ReportComparison,
} from "./internal/model/budget.ts";
export type { ConflictClass, Speedup } from "./internal/model/conflict.ts";
export type {
  KeyedProof,
  ProofVerdict,
  ProofsFile,
  ReportProof,
  ReportProofHotspot,
  ReportProofSpeedup,
  ReportTestCounts,
} from "./internal/model/proof.ts";
export type {
  ParallelTimes,
  ReplayBlock,
  ReplayError,
  ReplayMeasurement,
  ReplayReport,
  ReplaySummary,
  ReplayTimes,
} from "./internal/model/replay.ts";
export type {
  ParallelBlock,
  ParallelBlockAccess,
  ParallelBlockTransaction,
} from "./internal/model/parallel-block.ts";
export type { SourceLine } from "./internal/model/slot-name.ts";
export type { Remedy } from "./internal/model/suggestion.ts";
