import type { ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import type { Scenario } from "../model/scenario.ts";

/** A scenario to run; whoever runs it numbers it. */
export type Experiment = Omit<Scenario, "id">;

/**
 * A study of one question: it asks for experiments, gets what came of them in the same order, and asks
 * for more until it knows. Many studies can take their steps together, in one call of the executor.
 */
export type Study<Finding> = Generator<
  readonly Experiment[],
  Finding,
  readonly ScenarioExecution[]
>;

/** What the executor says of one transaction of one experiment. */
export function executedAt(
  executions: readonly ScenarioExecution[],
  experiment: number,
  transaction: number,
): ExecutedTransaction {
  const executed = executions[experiment]?.transactions.at(transaction);
  if (executed === undefined) throw new Error("The executor left a transaction out");
  return executed;
}
