import type { PreState, Scenario } from "../model/scenario.ts";
import { makeExperiment, transactionAt } from "./make-experiment.ts";
import { overlaid, stateAfter } from "./state-values.ts";
import type { Study } from "./study.ts";

/**
 * The state that a transaction found: what was recorded before it, over the state before the scenario;
 * else what the transactions before it leave when they are run again. Undefined when it looks at code
 * that one of them made, and that never ran and so is not known.
 *
 * A run with something changed may look at what was not recorded, and finds there the state before the
 * scenario or nothing. It then reads other locations than the baseline, which shows in the comparison.
 */
export function* stateBefore(scenario: Scenario, index: number): Study<PreState | undefined> {
  const { before } = transactionAt(scenario, index);
  if (before !== undefined) return overlaid(scenario.preState, before);
  if (index === 0) return scenario.preState;
  const transactions = scenario.transactions.slice(0, index + 1);
  const title = `${scenario.id}: up to ${index}`;
  const [execution] = yield [makeExperiment(scenario, title, transactions, scenario.preState)];
  const executed = execution?.transactions.slice(0, index) ?? [];
  const accessSets = executed.flatMap(({ result }) => result?.accesses ?? []);
  const reads = execution?.transactions.at(-1)?.result?.accesses.reads ?? [];
  const needed = new Set(reads.map(({ location }) => location));
  return stateAfter(scenario.preState, accessSets, execution?.codes ?? new Map(), needed);
}
