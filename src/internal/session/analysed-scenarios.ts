import { changeAt } from "../experiments/change-at.ts";
import type { QuestionKeys } from "../experiments/select-questions.ts";
import type { RunAnalysis, ScenarioAnalysis, TransactionNames } from "../model/analysis.ts";
import type { ScenarioExecution, TransactionResult } from "../model/execution.ts";
import type { OrderFinding, Sighting } from "../model/experiment.ts";
import type { LocationKey } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import type { AccountWords, NamedAccess, SlotField } from "../model/slot-name.ts";
import { functionName } from "../report/function-name.ts";
import { locationName } from "../report/location-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";
import type { WordsOf } from "./account-words.ts";

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
  readonly #wordsOf: WordsOf;
  readonly #sources: readonly Source[];
  readonly #indices: ReadonlyMap<Scenario, number>;

  constructor(namer: Namer, runs: readonly Source["run"][], wordsOf: WordsOf) {
    this.#namer = namer;
    this.#wordsOf = wordsOf;
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

  /** The contract of what a transaction calls, fully qualified; null where it is not known. */
  contractCalled(scenario: number, transaction: number): string | null {
    const { run, index } = this.#source(scenario);
    return run.names.call(index, transaction).contract ?? null;
  }

  group(scenario: number, location: LocationKey): string {
    const { run, index } = this.#source(scenario);
    return run.groupOf(index, location);
  }

  access(scenario: number, transaction: number, location: LocationKey): NamedAccess {
    const { run, index } = this.#source(scenario);
    return run.names.access(index, transaction, location);
  }

  /**
   * A location that a transaction touched in the scenario, or else in an experiment; by the name that the first one
   * gives that knows one.
   */
  touched(
    scenario: number,
    transaction: number,
    location: LocationKey,
    seen: readonly Sighting[],
  ): NamedAccess {
    const { analysis } = this.#source(scenario);
    const { execution } = analysis;
    if (touches(execution.transactions[transaction]?.result, location)) {
      return this.access(scenario, transaction, location);
    }
    const words = this.#wordsOf(execution, true);
    return (
      this.#sighted(execution, location, seen, words) ??
      this.access(scenario, transaction, location)
    );
  }

  /** What a call within a transaction calls, in the experiment that showed it. */
  callee(frame: number, [run]: readonly Sighting[]): string {
    return run === undefined ? "another contract" : this.#namer.nameFrame(run, frame);
  }

  /**
   * A location of which two transactions leave something else in another order. Both senders have one word each,
   * whichever of the two it is that touches the location.
   */
  touchedByTwo(
    { question: { scenario, earlier, later }, seen }: OrderFinding,
    location: LocationKey,
    wordsOf: (words: AccountWords) => AccountWords = (words) => words,
  ): NamedAccess {
    const index = this.indexOf(scenario);
    const { execution } = this.#source(index).analysis;
    const words = wordsOf(this.#wordsOf(execution));
    const others = execution.transactions.flatMap(({ result }, transaction): Sighting[] => {
      if (transaction === earlier || transaction === later) return [];
      if (result === undefined || !touches(result, location)) return [];
      return [{ transaction, attribution: result.attribution, codes: execution.codes }];
    });
    return (
      this.#sighted(execution, location, [...seen, ...others], words) ??
      this.access(index, later, location)
    );
  }

  #sighted(
    { scenario }: ScenarioExecution,
    location: LocationKey,
    seen: readonly Sighting[],
    words: AccountWords,
  ): NamedAccess | undefined {
    const there = seen.filter(({ attribution }) =>
      attribution.sites.some((site) => site.location === location),
    );
    const names = (there.length > 0 ? there : seen).flatMap(
      ({ transaction: index, attribution, codes }) => {
        const transaction = scenario.transactions[index];
        if (transaction === undefined) return [];
        return this.#namer.nameAccess({ location, transaction, attribution, codes, words });
      },
    );
    return names.find(({ name }) => name.kind === "named") ?? names[0];
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
    const words = this.#wordsOf(execution);
    return this.#namer.fieldsAt({ location, transaction: called, attribution, codes, words });
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

function touches(result: TransactionResult | undefined, location: LocationKey): boolean {
  const { reads = [], writes = [] } = result?.accesses ?? {};
  return [...reads, ...writes].some((access) => access.location === location);
}
