import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { LoadedCase } from "./measure-case.ts";
import type { Workload, WorkloadOptions } from "./workloads/workload.ts";

/** The scenario of a workload, of which every transaction is to succeed. */
export function loadWorkload({ make }: Workload, options: WorkloadOptions): LoadedCase {
  return { scenario: make(options), check: (execution) => Promise.resolve(whyWrong(execution)) };
}

function whyWrong({ transactions }: ScenarioExecution): string | undefined {
  for (const [i, { verification, result }] of transactions.entries()) {
    switch (verification.kind) {
      case "matched":
        if (result?.outcome.status !== 1) return `transaction ${i} failed`;
        break;
      case "mismatched":
        return `transaction ${i}: ${verification.difference}`;
      case "skipped":
        return `transaction ${i} was skipped: ${verification.reason}`;
    }
  }
  return undefined;
}
