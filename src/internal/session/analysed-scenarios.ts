import { changeAt } from "../experiments/change-at.ts";
import type { QuestionKeys } from "../experiments/select-questions.ts";
import type { RunAnalysis, ScenarioAnalysis, TransactionNames } from "../model/analysis.ts";
import type { LocationKey } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import type { NamedAccess, SlotField } from "../model/slot-name.ts";
import { functionName } from "../report/function-name.ts";
import { locationName } from "../report/location-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";

interface Source {
  readonly analysis: ScenarioAnalysis;
  readonly run: RunAnalysis & { readonly names: TransactionNames };
  /** Of the scenario in its own run. */
  readonly index: number;
}

/** The scenarios of several analysed runs as one list, with their names. */
export class AnalysedScenarios {
  readonly analyses: readonly ScenarioAnalysis[];
  readonly keys: QuestionKeys;
  readonly #namer: Namer;
  readonly #sources: readonly Source[];
  readonly #indices: ReadonlyMap<Scenario, number>;

  constructor(namer: Namer, runs: readonly Source["run"][]) {
    this.#namer = namer;
    this.#sources = runs.flatMap((run) =>
      run.analyses.map((analysis, index) => ({ analysis, run, index })),
    );
    this.analyses = this.#sources.map(({ analysis }) => analysis);
    const scenarios = this.analyses.map(({ execution }) => execution.scenario);
    this.#indices = new Map(scenarios.map((scenario, i) => [scenario, i]));
    if (this.#indices.size < scenarios.length) throw new Error("A scenario was analysed twice");
    this.keys = {
      call: (scenario, transaction) => this.call(scenario, transaction),
      group: (scenario, location) => this.group(scenario, location),
    };
  }

  indexOf(scenario: Scenario): number {
    const index = this.#indices.get(scenario);
    if (index === undefined) throw new Error(`Scenario ${scenario.id} was not analysed`);
    return index;
  }

  /** What a transaction calls: `Token.transfer`. */
  call(scenario: number, transaction: number): string {
    const { analysis, run, index } = this.#source(scenario);
    const { fields } = analysis.execution.scenario.transactions[transaction] ?? {};
    return fields === undefined ? "" : functionName(run.names.call(index, transaction), fields);
  }

  group(scenario: number, location: LocationKey): string {
    const { run, index } = this.#source(scenario);
    return run.groupOf(index, location);
  }

  access(scenario: number, transaction: number, location: LocationKey): NamedAccess {
    const { run, index } = this.#source(scenario);
    return run.names.access(index, transaction, location);
  }

  /** Where two transactions conflict, as the later one names it; distinct, by name. */
  accessesBetween(scenario: number, earlier: number, later: number): NamedAccess[] {
    const { analysis } = this.#source(scenario);
    const accesses = analysis.conflicts.flatMap((conflict) =>
      conflict.kind === "location" && conflict.earlier === earlier && conflict.later === later
        ? [this.access(scenario, later, conflict.location)]
        : [],
    );
    const byName = new Map(accesses.map((access) => [locationName(access), access]));
    return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, access]) => access);
  }

  /** The fields of a slot, as one that touches it shows them. */
  fieldsAt(scenario: number, location: LocationKey, transaction?: number): readonly SlotField[] {
    const { analysis } = this.#source(scenario);
    const { execution, contended } = analysis;
    const place = contended.find((one) => one.location === location);
    const index = transaction ?? place?.later[0] ?? place?.earlier[0] ?? -1;
    const called = execution.scenario.transactions[index];
    const attribution = execution.transactions[index]?.result?.attribution;
    if (called === undefined || attribution === undefined) return [];
    const { codes } = execution;
    return this.#namer.fieldsAt({ location, transaction: called, attribution, codes });
  }

  /** Before and after a transaction that wrote there. */
  valuesAt(scenario: number, transaction: number, location: LocationKey) {
    const { execution } = this.#source(scenario).analysis;
    return changeAt(execution.transactions[transaction]?.result, location);
  }

  #source(scenario: number): Source {
    const source = this.#sources[scenario];
    if (source === undefined) throw new Error(`There is no scenario ${scenario}`);
    return source;
  }
}
