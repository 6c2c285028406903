import type { Scenario, ScenarioTransaction } from "../model/scenario.ts";
import type { PreState } from "../model/scenario.ts";

/** Clones as a scenario, on the chain that the original was recorded on. */
export function crowdScenario(
  id: string,
  kind: "crowd" | "experiment",
  origin: Scenario,
  transactions: readonly ScenarioTransaction[],
  preState: PreState,
): Scenario {
  const { chain, blockHashes, title, file } = origin;
  return {
    id,
    kind,
    title,
    ...(file === undefined ? {} : { file }),
    chain,
    transactions,
    preState,
    blockHashes,
  };
}
