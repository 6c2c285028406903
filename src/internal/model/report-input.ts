import type { RunAnalysis, TransactionNames } from "./analysis.ts";
import type { ScenarioExecution, Verification } from "./execution.ts";

/** All that a report is made from. The analyses are those of the kinds `block` and `test`, in report order. */
export interface ReportInput extends RunAnalysis {
  /** Scenarios of kind `setup`: they count for the executor only. */
  readonly setup: readonly ScenarioExecution[];
  readonly names: TransactionNames;
  /** Every recorded transaction once, however many scenarios hold it, in the order of the recording. */
  readonly transactions: readonly VerifiedTransaction[];
  /** Worker threads that the executor had. */
  readonly workers: number;
  /** In the order in which the user should read them; repetitions are dropped. */
  readonly notes: readonly string[];
}

/** A recorded transaction and the worst that any of its scenarios found: mismatched, then skipped, then matched. */
export interface VerifiedTransaction {
  readonly hash: string;
  /** Where it was sent: the title of its test or scenario. */
  readonly title: string;
  /** True when a hook, a fixture or a module's top level sent it. */
  readonly setup: boolean;
  readonly verification: Verification;
}
