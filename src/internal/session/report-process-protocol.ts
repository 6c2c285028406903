import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { ProfileId } from "../model/profile.ts";
import type { ExecutionMode, SuiteScenarioKind } from "../model/scenario.ts";
import type { UnwrittenLines } from "../recording/recording-writer.ts";
import type { BuildFiles } from "./load-contracts.ts";
import type { MadeReport } from "./made-report.ts";
import type { ReportSettings } from "./report-settings.ts";

/** What the process that makes the report is told first. */
export interface ReportProcessData {
  readonly folder: string;
  readonly run: string;
  readonly kinds: readonly SuiteScenarioKind[];
  readonly profile: ProfileId;
  /** As far as it is compiled. */
  readonly builds: readonly BuildFiles[];
  /** Of the heap, in MB. */
  readonly memory: number;
  readonly threads: number;
  readonly execution: ExecutionMode;
}

/** What the process is told. */
export type ReportProcessRequest =
  | {
      readonly kind: "finish";
      readonly settings: ReportSettings;
      /** Of the recording of the tests' process; absent: nothing. */
      readonly unwritten?: UnwrittenLines | undefined;
    }
  | { readonly kind: "checked"; readonly id: number; readonly check: EdrCheck };

/** What the process says. */
export type ReportProcessMessage =
  | { readonly kind: "stage"; readonly title: string }
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  /** A crowd that Hardhat's own network is to run, which is that of the tests. */
  | { readonly kind: "check"; readonly id: number; readonly execution: ScenarioExecution }
  | { readonly kind: "report"; readonly made: MadeReport }
  | { readonly kind: "failed"; readonly reason: string };
