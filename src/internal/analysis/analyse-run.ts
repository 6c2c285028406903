import type { RunAnalysis, ScenarioAnalysis, TransactionNames } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { analyseScenario } from "./analyse-scenario.ts";
import { groupLocations } from "./group-locations.ts";
import { priceHotspots } from "./price-hotspots.ts";
import { speedupOf } from "./speedup-of.ts";

/**
 * Analyses the scenarios of a run (kinds `block`, `test` and `crowd`): their conflicts, how parallel they are,
 * and what each variable costs that they meet at. Its speed-up is that of the suite's own scenarios. `names` counts scenarios as `executions` does.
 */
export function analyseRun(
  executions: readonly ScenarioExecution[],
  names: TransactionNames,
): RunAnalysis {
  const analyses = executions.map(analyseScenario);
  const groupOf = groupLocations(analyses, names);
  return {
    analyses,
    groupOf,
    prices: priceHotspots(analyses, groupOf),
    speedup: speedupOf(analyses.filter(isOfSuite)),
  };
}

/** A crowd says what could be, not what the suite does. */
function isOfSuite({ senders, execution }: ScenarioAnalysis): boolean {
  return senders >= 2 && execution.scenario.kind !== "crowd";
}
