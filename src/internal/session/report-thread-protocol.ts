import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { ProfileId } from "../model/profile.ts";
import type { ExecutionMode, SuiteScenarioKind } from "../model/scenario.ts";
import type { BuildFiles } from "./load-contracts.ts";
import type { MadeReport } from "./made-report.ts";
import type { ReportSettings } from "./report-settings.ts";

/** What the thread that makes the report is started with. */
export interface ReportThreadData {
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

/** What the thread is told. */
export type ReportThreadRequest =
  | {
      readonly kind: "finish";
      readonly settings: ReportSettings;
      /** Lines of the process's own recording that could not be written. */
      readonly unwritten: readonly string[];
    }
  | { readonly kind: "checked"; readonly id: number; readonly check: EdrCheck };

/** What the thread says. */
export type ReportThreadMessage =
  | { readonly kind: "stage"; readonly title: string }
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  /** A crowd that Hardhat's own network is to run, which is the main thread's. */
  | { readonly kind: "check"; readonly id: number; readonly execution: ScenarioExecution }
  | { readonly kind: "report"; readonly made: MadeReport }
  | { readonly kind: "failed"; readonly reason: string };
