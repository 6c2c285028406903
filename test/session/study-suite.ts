import { analyseRun } from "../../src/internal/analysis/analyse-run.ts";
import { profileOf } from "../../src/internal/analysis/profiles/all-profiles.ts";
import type { Executor } from "../../src/internal/executor/executor.ts";
import type { RunAnalysis, TransactionNames } from "../../src/internal/model/analysis.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { ExperimentsInput, StudiedCrowds } from "../../src/internal/model/report-input.ts";
import { nameRun } from "../../src/internal/session/name-run.ts";
import { runCrowds } from "../../src/internal/session/run-crowds.ts";
import { runExperiments } from "../../src/internal/session/run-experiments.ts";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import type { EdrChain } from "../executor/support/edr-chain.ts";

export type SentCall = Record<string, unknown>;

export interface StudiedSuite {
  readonly suite: readonly ScenarioExecution[];
  readonly crowds: StudiedCrowds;
  readonly experiments: ExperimentsInput;
  /** The suite and the crowds that concern everybody. */
  readonly shown: RunAnalysis & { readonly names: TransactionNames };
}

/** What crowds and experiments come to for a suite of these tests: one call each, or several. */
export async function studySuite(
  executor: Executor,
  contracts: readonly ContractInfo[],
  chain: EdrChain,
  tests: readonly (SentCall | readonly SentCall[])[],
  users = 5,
): Promise<StudiedSuite> {
  const scenarios = [];
  for (const [i, calls] of tests.entries()) {
    const scenario = await chain.sequence([calls].flat());
    scenarios.push({ ...scenario, id: `test-${i + 1}`, kind: "test" } as const);
  }
  const suite = await executor.execute(scenarios);
  const run = {
    execute: (all: Parameters<Executor["execute"]>[0]) => executor.execute(all),
    namer: createNamer(contracts),
    isOver: () => false,
    progress: () => () => undefined,
  };
  const crowds = await runCrowds({
    ...run,
    executions: suite,
    profile: profileOf("block-stm"),
    users,
    countReexecutions: (all) => executor.countReexecutions(all),
  });
  const all = [...suite, ...crowds.unconditional];
  const names = nameRun(all, run.namer, crowds.wordsOf);
  const shown = { ...analyseRun(all, names, profileOf("block-stm")), names };
  const experiments = await runExperiments({
    ...run,
    shown,
    crowds: crowds.input,
    wordsOf: crowds.wordsOf,
  });
  return { suite, crowds: crowds.input, experiments, shown };
}
