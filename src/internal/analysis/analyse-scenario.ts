import { isDeepStrictEqual } from "node:util";

import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { EngineProfile } from "../model/profile.ts";
import { dependencyGraph } from "../primitives/schedule/dependency-graph.ts";
import { criticalPath } from "../primitives/schedule/critical-path.ts";
import { remember } from "../primitives/remember.ts";
import { type ConflictFindings, findConflicts } from "./find-conflicts.ts";
import { makespans } from "./makespans.ts";
import { BLOCK_STM } from "./profiles/block-stm.ts";
import { senderDependencies } from "./sender-dependencies.ts";
import { speedupOf } from "./speedup-of.ts";
import { gasWeights } from "./gas-weights.ts";

/** An analysis of whatever scenario the transactions are part of. */
type Analysis = Omit<ScenarioAnalysis, "execution">;

/** By what the executor found out, which is made once for each scenario. */
const known = new WeakMap<ScenarioExecution["transactions"], Map<EngineProfile, Analysis>>();

/**
 * Finds the conflicts of an executed scenario on an engine and models what they cost, once. Near-linear in
 * accesses and conflicts.
 */
export function analyseScenario(
  execution: ScenarioExecution,
  profile: EngineProfile = BLOCK_STM,
): ScenarioAnalysis {
  const engines = remember(known, execution.transactions, () => new Map<EngineProfile, Analysis>());
  const analysis = remember(engines, profile, () => analyse(execution, profile, engines));
  return { ...analysis, execution };
}

function analyse(
  execution: ScenarioExecution,
  profile: EngineProfile,
  others: ReadonlyMap<EngineProfile, Analysis>,
): Analysis {
  const found = findConflicts(execution, profile);
  // Most scenarios are the same to most engines.
  for (const [other, analysis] of others) {
    const isAlike = keepsOrder(other) === keepsOrder(profile) && findsTheSame(analysis, found);
    if (isAlike) return { ...analysis, profile: profile.id };
  }
  const weights = gasWeights(execution);
  const ownOrder = keepsOrder(profile) ? senderDependencies(execution) : [];
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
    ...found,
    weights,
    ownOrder,
    ...times,
    speedup: speedupOf([times]),
  };
}

function keepsOrder({ validation }: EngineProfile): boolean {
  return validation !== "none";
}

function findsTheSame(a: ConflictFindings, b: ConflictFindings): boolean {
  return (
    isDeepStrictEqual(a.conflictCounts, b.conflictCounts) &&
    isDeepStrictEqual(a.contended, b.contended) &&
    isDeepStrictEqual(a.conflicts, b.conflicts)
  );
}
