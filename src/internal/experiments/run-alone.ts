import type { ScenarioExecution } from "../model/execution.ts";
import type { PreState, Scenario } from "../model/scenario.ts";
import type { RunOnState } from "./compare-results.ts";
import { makeExperiment, transactionAt } from "./make-experiment.ts";
import { executedAt, type Study } from "./study.ts";

export interface RunAlone extends RunOnState {
  readonly codes: ScenarioExecution["codes"];
}

/** A run of a transaction on its own that succeeds as it did in its scenario; else why there is none. */
export function* runAlone(
  scenario: Scenario,
  index: number,
  state: PreState,
  what: string,
): Study<RunAlone | string> {
  const executions = yield [experimentAlone(scenario, index, state, what)];
  const { result, verification } = executedAt(executions, 0, 0);
  if (result === undefined) {
    return verification.kind === "skipped" ? verification.reason : "it could not be run";
  }
  const { status } = result.outcome;
  const expected = transactionAt(scenario, index).expected?.status ?? status;
  if (status !== expected) return "without fees it comes out other than it did";
  if (status === 0) return "it fails";
  return { state, result, codes: executions[0]?.codes ?? new Map() };
}

export function experimentAlone(scenario: Scenario, index: number, state: PreState, what: string) {
  const title = `${scenario.id}: ${index} alone, ${what}`;
  return makeExperiment(scenario, title, [transactionAt(scenario, index)], state);
}
