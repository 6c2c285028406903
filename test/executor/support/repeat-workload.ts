import type { Executor } from "../../../src/internal/executor/executor.ts";
import { WORKLOADS } from "../../bench/workloads/all-workloads.ts";

/** Of which all transactions conflict with each other. */
export const HOT_WORKLOADS = ["erc20-hot", "pool-hot"] as const;

const TRANSACTIONS = 60;

/**
 * Runs a workload of the benchmark again and again, in parallel and one after another; returns what
 * differed, and the number of re-executions. A run that could not be ended in parallel is a difference.
 */
export async function repeatWorkload(
  name: (typeof HOT_WORKLOADS)[number],
  executor: Executor,
  repetitions: number,
): Promise<{ readonly problems: string[]; readonly reexecutions: number }> {
  const workload = WORKLOADS.find((one) => one.name === name);
  if (workload === undefined) throw new Error(`There is no workload ${name}`);
  const scenario = workload.make({ transactions: TRANSACTIONS, seed: 1, hot: 0 });
  const problems: string[] = [];
  let reexecutions = 0;
  for (let i = 0; i < repetitions; i++) {
    const where = `${name}, ${executor.threads} threads, repetition ${i}`;
    const [execution] = await executor.execute([scenario]);
    if (execution === undefined) throw new Error("The executor gave no result");
    const { parallel, transactions } = execution;
    if (parallel.kind === "parallel") reexecutions += parallel.reexecutions;
    else problems.push(`${where}: ${parallel.reason}`);
    for (const [index, { verification, result }] of transactions.entries()) {
      if (verification.kind === "matched" && result?.outcome.status === 1) continue;
      problems.push(`${where}: transaction ${index}: ${JSON.stringify(verification)}`);
    }
  }
  return { problems, reexecutions };
}
