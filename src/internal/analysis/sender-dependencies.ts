import type { Dependency } from "../primitives/schedule/dependency-graph.ts";
import type { ScenarioExecution } from "../model/execution.ts";

/**
 * The order that each sender's nonces force on its transactions. Consecutive pairs are enough: the
 * others follow.
 */
export function senderDependencies({
  scenario,
  transactions,
}: ScenarioExecution): readonly Dependency[] {
  const lastOf = new Map<string, number>();
  const dependencies: Dependency[] = [];
  for (const [later, { fields }] of scenario.transactions.entries()) {
    if (transactions[later]?.result === undefined) continue;
    const earlier = lastOf.get(fields.from);
    if (earlier !== undefined) dependencies.push({ earlier, later });
    lastOf.set(fields.from, later);
  }
  return dependencies;
}
