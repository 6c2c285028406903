import type { ScenarioExecution } from "../model/execution.ts";

/**
 * What each transaction weighs in a schedule: the gas of its recorded receipt, or what the executor
 * found where none was recorded; 0 if it was skipped. A block's gas is far below 2^53, so plain
 * numbers are exact.
 */
export function gasWeights({ scenario, transactions }: ScenarioExecution): readonly number[] {
  return scenario.transactions.map(({ expected }, index) => {
    const result = transactions[index]?.result;
    return result === undefined ? 0 : Number((expected ?? result.outcome).gasUsed);
  });
}
