import type { AccessSet, Attribution } from "./access-set.ts";
import type { Hex } from "./location.ts";
import type { Outcome, Scenario } from "./scenario.ts";

/** What the executor found out about one scenario. */
export interface ScenarioExecution {
  readonly scenario: Scenario;
  /** One a transaction, in the scenario's order. */
  readonly transactions: readonly ExecutedTransaction[];
  readonly parallel: ParallelRun;
  /** Code that ran, by its keccak256, to find the contract that it belongs to. */
  readonly codes: ReadonlyMap<Hex, Hex>;
}

export interface ExecutedTransaction {
  readonly verification: Verification;
  /** Absent when the transaction was skipped. */
  readonly result?: TransactionResult;
}

export interface TransactionResult {
  readonly outcome: Outcome;
  readonly accesses: AccessSet;
  readonly attribution: Attribution;
  /**
   * What the call returned, or reverted with; the code of a creation. No chain records it, but another
   * contract that makes the call sees it. Absent without attribution.
   */
  readonly returned?: Hex;
}

/**
 * - `matched`: parallel, sequential and recorded result agree.
 * - `mismatched`: they do not; `difference` is the first one.
 * - `skipped`: it could not be run; `reason` says why.
 */
export type Verification =
  | { readonly kind: "matched" }
  | { readonly kind: "mismatched"; readonly difference: string }
  | { readonly kind: "skipped"; readonly cause: NotRunCause; readonly reason: string };

/**
 * Why a transaction was not run.
 * - `rejected`: it is not valid on this state, and nobody has said that it is.
 * - `unsupported`: the executor cannot run it, or what it would need was not recorded.
 * - `defect`: something threw in the executor that was not foreseen, which says nothing of the transaction.
 */
export type NotRunCause = "rejected" | "unsupported" | "defect";

/**
 * How the parallel run went.
 * - `parallel`: concurrently on `workers` threads. `executions` counts incarnations; those above the number of transactions are re-executions.
 * - `sequential`: one after another, because of `reason`. `cause`: there was nothing to run concurrently,
 *   it was not expected to gain, or the parallel run failed.
 * - `skipped`: not run at all.
 */
export type ParallelRun =
  | {
      readonly kind: "parallel";
      readonly workers: number;
      readonly executions: number;
      readonly reexecutions: number;
    }
  | {
      readonly kind: "sequential";
      readonly cause: "nothing" | "choice" | "failure";
      readonly reason: string;
    }
  | { readonly kind: "skipped"; readonly reason: string };

/**
 * How Block-STM fares with a scenario of which nothing is known beforehand, on `lanes` threads whose
 * time is gas: the same each time it is run, unlike on real threads.
 * - `ran`: `executions` counts incarnations; those above the number of transactions are re-executions.
 *   `difference`: the first one to the sequential run, which would be a defect of the executor.
 * - `failed`: it did not come to its end.
 */
export type VirtualRun =
  | {
      readonly kind: "ran";
      readonly lanes: number;
      readonly executions: number;
      readonly reexecutions: number;
      /** In the order of their starts, of one time the lower lane first. */
      readonly timeline: readonly VirtualIncarnation[];
      readonly difference?: string;
    }
  | { readonly kind: "failed"; readonly reason: string };

/** One time that a lane ran a transaction; times in gas since the begin. */
export interface VirtualIncarnation {
  readonly lane: number;
  readonly transaction: number;
  readonly start: number;
  readonly end: number;
}

/** Runs scenarios; the results come in their order. Whoever has work for the executor gets it in this form. */
export type Execute = (scenarios: readonly Scenario[]) => Promise<readonly ScenarioExecution[]>;
