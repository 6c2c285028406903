import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { conflictGraph } from "./conflict-graph.ts";
import { criticalPath } from "./critical-path.ts";
import { findConflicts } from "./find-conflicts.ts";
import { makespans } from "./makespan.ts";
import { senderDependencies } from "./sender-dependencies.ts";
import { speedupOf } from "./speedup-of.ts";
import { gasWeights } from "./gas-weights.ts";

/** Finds the conflicts of an executed scenario and models what they cost. Near-linear in accesses and conflicts. */
export function analyseScenario(execution: ScenarioExecution): ScenarioAnalysis {
  const found = findConflicts(execution);
  const gas = gasWeights(execution);
  const graph = conflictGraph(gas, [
    senderDependencies(execution),
    ...found.contended.map(({ dependencies }) => dependencies),
  ]);
  const times = {
    totalGas: BigInt(gas.reduce((sum, one) => sum + one, 0)),
    criticalPath: BigInt(criticalPath(graph)),
    makespans: makespans(graph),
  };
  return { execution, ...found, ...times, speedup: speedupOf([times]) };
}
