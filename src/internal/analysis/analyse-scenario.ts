import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { EngineProfile } from "../model/profile.ts";
import { dependencyGraph } from "../primitives/schedule/dependency-graph.ts";
import { criticalPath } from "../primitives/schedule/critical-path.ts";
import { remember } from "../primitives/remember.ts";
import { findConflicts } from "./find-conflicts.ts";
import { makespans } from "./makespans.ts";
import { BLOCK_STM } from "./profiles/block-stm.ts";
import { senderDependencies } from "./sender-dependencies.ts";
import { speedupOf } from "./speedup-of.ts";
import { gasWeights } from "./gas-weights.ts";

/** By what the executor found out, which is made once for each scenario. */
const known = new WeakMap<
  ScenarioExecution["transactions"],
  Map<EngineProfile, ScenarioAnalysis>
>();

/**
 * Finds the conflicts of an executed scenario on an engine and models what they cost, once. Near-linear in
 * accesses and conflicts.
 */
export function analyseScenario(
  execution: ScenarioExecution,
  profile: EngineProfile = BLOCK_STM,
): ScenarioAnalysis {
  const engines = remember(
    known,
    execution.transactions,
    () => new Map<EngineProfile, ScenarioAnalysis>(),
  );
  const analysis = remember(engines, profile, () => analyse(execution, profile));
  return analysis.execution === execution ? analysis : { ...analysis, execution };
}

function analyse(execution: ScenarioExecution, profile: EngineProfile): ScenarioAnalysis {
  const found = findConflicts(execution, profile);
  const weights = gasWeights(execution);
  const ownOrder = profile.validation === "none" ? [] : senderDependencies(execution);
  const graph = dependencyGraph(weights, [
    ownOrder,
    ...found.contended.map(({ dependencies }) => dependencies),
  ]);
  const times = {
    totalGas: BigInt(weights.reduce((sum, one) => sum + one, 0)),
    criticalPath: BigInt(criticalPath(graph)),
    makespans: makespans(graph),
  };
  return {
    profile: profile.id,
    execution,
    ...found,
    weights,
    ownOrder,
    ...times,
    speedup: speedupOf([times]),
  };
}
