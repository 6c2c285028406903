import type { ScenarioExecution } from "../../../src/internal/model/execution.ts";

/** What came out of one official test. */
export type Verdict =
  | { readonly kind: "passed"; readonly work: Work }
  | { readonly kind: "failed"; readonly difference: string }
  | { readonly kind: "skipped"; readonly reason: string };

export interface Work {
  /** Transactions of the test, without those that were put beside them. */
  readonly transactions: number;
  /** Of scenarios, run concurrently. */
  readonly parallelRuns: number;
  readonly reexecutions: number;
}

export function workOf(transactions: number, executions: readonly ScenarioExecution[]): Work {
  const runs = executions.flatMap(({ parallel }) =>
    parallel.kind === "parallel" ? [parallel] : [],
  );
  return {
    transactions,
    parallelRuns: runs.length,
    reexecutions: runs.reduce((sum, { reexecutions }) => sum + reexecutions, 0),
  };
}

export function failed(difference: string): Verdict {
  return { kind: "failed", difference };
}
