import type { Budget } from "../model/budget.ts";
import type { ProfileId } from "../model/profile.ts";
import type { ReportFormat } from "../model/report-format.ts";

/** The `parallelEvm` section of the Hardhat config. */
export interface ParallelEvmUserConfig {
  /** Threads that run a scenario. Default: the smaller of 4 and the machine's cores. */
  threads?: number;
  /** Heap of the process that makes the report of a test run, in MB, 128 or more. Default: 2048. */
  memory?: number;
  /** Which scenarios are run concurrently. Default: `hybrid`. */
  execution?: ParallelEvmExecution;
  /** Folder for the recording and the reports, relative to the project. Default: `parallel-evm`. */
  output?: string;
  /** Kinds of scenarios to make. Default: both. */
  scenarios?: ParallelEvmScenarioKind[];
  /** The kind of engine whose rules decide what conflicts. Default: `block-stm`. */
  profile?: ParallelEvmProfile;
  /** What the report is made into, beside `report.json`. Default: `terminal`, `json` and `html`. */
  report?: ParallelEvmReportFormat[];
  /** How many hotspots the terminal report shows. Default: 5. */
  top?: number;
  /** What many users at once do with each recorded call; `false`: nothing of it. Default: 64 users, 30 seconds. */
  crowds?: false | ParallelEvmCrowdsUserConfig;
  /** What to change in contracts; `false`: nothing of it. Default: all rules, 16 shards. */
  suggestions?: false | ParallelEvmSuggestionsUserConfig;
  /** What the contracts are held to: a broken one fails the run. Default: nothing. */
  budgets?: ParallelEvmBudget[];
  /** Of `parallel-evm prove`. */
  prove?: ParallelEvmProveUserConfig;
}

/** A demand, or several, of the suite, a contract or a function. */
export type ParallelEvmBudget = Budget;

export interface ParallelEvmProveUserConfig {
  /** How long compiling a copy of the project may take, and running its tests, each. Default: 10. */
  minutes?: number;
}

export interface ParallelEvmSuggestionsUserConfig {
  /** Into how many parts to split what can be split, 2 to 256. Default: 16. */
  shards?: number;
  /** What not to suggest. Default: nothing. */
  ignore?: ParallelEvmIgnore[];
}

/** A rule to be silent: everywhere, about one contract, or about one variable. */
export interface ParallelEvmIgnore {
  /** As `npx hardhat parallel-evm explain` lists them. */
  rule: string;
  /** Its name, or the fully qualified one. Default: all. */
  contract?: string;
  /** Default: all. */
  variable?: string;
  /** Stands in the report. */
  reason?: string;
}

export interface ParallelEvmCrowdsUserConfig {
  /** Clones of a call, 2 to 1024. Default: 64. */
  users?: number;
  /** How long crowds may take; what is left then is counted. Default: 30. */
  seconds?: number;
}

/** `block`: a block of two or more transactions; `test`: what the body of one test sent. */
export type ParallelEvmScenarioKind = "block" | "test";

/**
 * `hybrid`: scenarios of two transactions or more that can be expected to gain by it; `parallel`: all of
 * two transactions or more.
 */
export type ParallelEvmExecution = "hybrid" | "parallel";

/**
 * `block-stm`: by the version of what is read; `value-based`: by its value, as on Monad; `key-based`: by the
 * slots that are written, whatever is written, as in Sei Giga; `access-list`: a validator with EIP-7928's list.
 */
export type ParallelEvmProfile = ProfileId;

/**
 * `terminal`: the summary; `json`: `report.json`, which is always written; `html`: the page `index.html`;
 * `markdown`: `report.md`; `sarif`: the findings, `report.sarif`.
 */
export type ParallelEvmReportFormat = ReportFormat;

/** `hre.config.parallelEvm`: every option resolved. */
export interface ParallelEvmConfig {
  threads: number;
  /** MB. */
  memory: number;
  execution: ParallelEvmExecution;
  /** Absolute path. */
  output: string;
  scenarios: ParallelEvmScenarioKind[];
  profile: ParallelEvmProfile;
  report: ParallelEvmReportFormat[];
  top: number;
  crowds: false | { users: number; seconds: number };
  suggestions: false | { shards: number; ignore: ParallelEvmIgnore[] };
  budgets: readonly ParallelEvmBudget[];
  prove: { minutes: number };
  /** What was changed while resolving, and why; shown in the report. */
  notes: string[];
}
