import type { RunAnalysis, ScenarioAnalysis, TransactionNames } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { EngineProfile } from "../model/profile.ts";
import { analyseScenario } from "./analyse-scenario.ts";
import { compareEngines, type EngineRun } from "./compare-engines.ts";
import { groupLocations } from "./group-locations.ts";
import { ALL_PROFILES } from "./profiles/all-profiles.ts";
import { BLOCK_STM } from "./profiles/block-stm.ts";
import { speedupOf } from "./speedup-of.ts";

/**
 * Analyses the scenarios of a run (kinds `block`, `test` and `crowd`): their conflicts, how parallel they
 * are, and what each variable costs that they meet at; on the engine of `profile`, beside which the
 * `others` only say where a hotspot counts. The speed-up is that of the suite's own scenarios. `names`
 * counts scenarios as `executions` does.
 */
export function analyseRun(
  executions: readonly ScenarioExecution[],
  names: TransactionNames,
  profile: EngineProfile = BLOCK_STM,
  others: readonly EngineProfile[] = ALL_PROFILES,
): RunAnalysis {
  const analyse = (engine: EngineProfile): EngineRun => ({
    profile: engine.id,
    analyses: executions.map((execution) => analyseScenario(execution, engine)),
  });
  const chosen = analyse(profile);
  const engines = ALL_PROFILES.filter((one) => one === profile || others.includes(one)).map(
    (one) => (one === profile ? chosen : analyse(one)),
  );
  const { analyses } = chosen;
  const groupOf = groupLocations(
    analyses,
    names,
    engines.map((engine) => engine.analyses),
  );
  return {
    profile: profile.id,
    analyses,
    groupOf,
    ...compareEngines(engines, profile.id, groupOf),
    speedup: speedupOf(analyses.filter(isOfSuite)),
  };
}

/** A crowd says what could be, not what the suite does. */
function isOfSuite({ senders, execution }: ScenarioAnalysis): boolean {
  return senders >= 2 && execution.scenario.kind !== "crowd";
}
