import { analyseRun } from "../analysis/analyse-run.ts";
import { type PricedRun, priceRemedies } from "../analysis/price-remedies.ts";
import { profileOf } from "../analysis/profiles/all-profiles.ts";
import type { ExecutedCrowd } from "../crowds/study-crowds.ts";
import type { Executor } from "../executor/executor.ts";
import type { RunAnalysis, ScenarioAnalysis } from "../model/analysis.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { Execute, ScenarioExecution } from "../model/execution.ts";
import type { ProfileId } from "../model/profile.ts";
import type { MeasuredHotspot, SuiteMeasure } from "../model/proof.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { Scenario, SuiteScenarioKind } from "../model/scenario.ts";
import type { NamedCall } from "../model/slot-name.ts";
import { buildHotspots, placesByGroup, shownHotspot } from "../report/build-hotspots.ts";
import { functionName } from "../report/function-name.ts";
import { buildScenarios } from "../scenarios/build-scenarios.ts";
import { createNamer, type Namer } from "../slot-naming/create-namer.ts";
import type { CallNames } from "./call-names.ts";
import { crowdKey } from "./crowd-key.ts";
import { nameRun } from "./name-run.ts";
import { isUnconditional, runCalls } from "./run-crowds.ts";
import { slotUses } from "./slot-uses.ts";

export interface SuiteToMeasure {
  readonly recordings: readonly (readonly RecordingRecord[])[];
  readonly contracts: readonly ContractInfo[];
  readonly kinds: readonly SuiteScenarioKind[];
  readonly executor: Executor;
  /** Absent: no crowds are made. `functions`: what they call, such as `Token.transfer`. */
  readonly crowds?: {
    readonly users: number;
    readonly isOver: () => boolean;
    readonly functions: ReadonlySet<string>;
  };
}

/** What a recorded suite comes to on an engine; its transactions are run again once, for all of them. */
export type MeasureOn = (profile: ProfileId) => SuiteMeasure;

/** Runs a recorded suite again, with those of a report's crowds that call one of the functions. */
export async function measureSuite(suite: SuiteToMeasure): Promise<MeasureOn> {
  const { scenarios } = buildScenarios(suite.recordings, suite.kinds);
  const executions = await suite.executor.execute(scenarios);
  const namer = createNamer(suite.contracts);
  const all: Measurable[] = executions
    .filter(({ scenario }) => scenario.kind !== "setup")
    .map((execution) => ({ execution, name: suiteName(execution.scenario), counts: true }));
  all.push(...(await crowdsOf(suite, executions, namer)));
  const keys = uniqueKeys(all.map(({ name }) => name));
  const run = all.map(({ execution }) => execution);
  const names = nameRun(run, namer);
  const usesOf = slotUses(run, names, namer);
  return (profile) => {
    const analysed = { ...analyseRun(run, names, profileOf(profile), []), names };
    return {
      profile,
      scenarios: analysed.analyses.map((analysis, i) => ({
        key: keys[i] ?? "",
        counts: all[i]?.counts === true,
        ...measured(analysis),
        functions: functionsIn(analysis.execution.scenario, (index) => names.call(i, index)),
        contracts: contractsIn(analysis.execution, namer),
      })),
      hotspots: hotspotsOf(analysed, keys),
      model: modelOf({ ...analysed, usesOf }, keys),
    };
  };
}

function modelOf(run: PricedRun, keys: readonly string[]): SuiteMeasure["model"] {
  return ({ groups, remedy, scenarios }) => {
    const only = new Set(scenarios.map((key) => keys.indexOf(key)));
    const [gain] = priceRemedies(run, [{ groups, remedy, scenarios: only }], "alone");
    return gain?.alone ?? 1;
  };
}

interface Measurable {
  readonly execution: ScenarioExecution;
  /** As in another run of the suite. */
  readonly name: string;
  readonly counts: boolean;
}

async function crowdsOf(
  { crowds, executor }: SuiteToMeasure,
  executions: readonly ScenarioExecution[],
  namer: Namer,
): Promise<readonly Measurable[]> {
  if (crowds === undefined) return [];
  const execute: Execute = (scenarios) => executor.execute(scenarios);
  const progress = () => () => undefined;
  const { names, study } = await runCalls({ executions, execute, namer, ...crowds, progress });
  return study.crowds.map((crowd, i, all) => ({
    execution: crowd.execution,
    name: crowdName(crowd, names),
    counts: isUnconditional(crowd, i, all),
  }));
}

function suiteName({ kind, file, title }: Scenario): string {
  return JSON.stringify([kind, file ?? "", title]);
}

function crowdName({ crowd }: ExecutedCrowd, names: CallNames): string {
  const { call, target } = crowd;
  const { origin, transaction } = call;
  const called = functionName(names.ofCall(call), transaction.fields);
  return crowdKey({ target, called, id: transaction.id, origin });
}

/** Of several with one name, the second is called another. */
function uniqueKeys(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return names.map((name) => {
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    return `${name} ${number}`;
  });
}

function measured({ totalGas, makespans, conflictCounts }: ScenarioAnalysis) {
  const { storage, balance, nonce, code } = conflictCounts;
  const conflicts = storage + balance + nonce + code;
  return { gas: totalGas, longest: makespans["8"], conflicts };
}

function functionsIn(
  { transactions }: Scenario,
  nameOf: (transaction: number) => NamedCall,
): ReadonlySet<string> {
  return new Set(transactions.map(({ fields }, index) => functionName(nameOf(index), fields)));
}

function contractsIn(
  { transactions, codes }: ScenarioExecution,
  namer: Namer,
): ReadonlySet<string> {
  return new Set(
    transactions.flatMap(({ result }) =>
      result === undefined ? [] : namer.contractsIn({ attribution: result.attribution, codes }),
    ),
  );
}

function hotspotsOf(
  run: RunAnalysis & { readonly names: ReturnType<typeof nameRun> },
  keys: readonly string[],
): MeasuredHotspot[] {
  const places = placesByGroup(run);
  return buildHotspots(run).map(({ group, ...one }) => {
    const conflicts = new Map<string, number>();
    for (const place of places.get(group) ?? []) {
      const key = keys[place.scenario] ?? "";
      conflicts.set(key, (conflicts.get(key) ?? 0) + place.conflicts);
    }
    const { class: kind, contract, variable, path } = shownHotspot(one);
    return { group, class: kind, contract, variable, path, conflicts };
  });
}
