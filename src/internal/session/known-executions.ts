import type { Executor, OnProgress } from "../executor/executor.ts";
import type { ScenarioExecution, VirtualRun } from "../model/execution.ts";
import type { TransactionRecord } from "../model/recording.ts";
import type { Scenario } from "../model/scenario.ts";
import { remember } from "../primitives/remember.ts";
import type { BuiltScenarios } from "../scenarios/build-scenarios.ts";

interface Known {
  readonly kind: Scenario["kind"];
  readonly records: readonly TransactionRecord[];
  readonly found: Omit<ScenarioExecution, "scenario">;
}

/** What scenarios gave that were run before the recording was complete. They are found again by the records that they are made of. */
export class KnownExecutions {
  readonly #byFirst = new Map<TransactionRecord, Known[]>();
  /** By what their sequential runs gave. */
  readonly #virtual = new Map<ScenarioExecution["transactions"], VirtualRun>();

  add(
    records: readonly TransactionRecord[],
    { scenario: { kind }, ...found }: ScenarioExecution,
  ): void {
    const [first] = records;
    if (first !== undefined)
      remember(this.#byFirst, first, () => []).push({ kind, records, found });
  }

  /** Runs those that are not known yet. As what {@link Executor.execute} gives for all of them. */
  async execute(
    { scenarios, recordsOf }: BuiltScenarios,
    executor: Executor,
    onProgress: OnProgress,
  ): Promise<readonly ScenarioExecution[]> {
    const found = new Map<Scenario, ScenarioExecution>();
    for (const scenario of scenarios) {
      const known = this.#find(scenario, recordsOf.get(scenario) ?? []);
      if (known !== undefined) found.set(scenario, { ...known, scenario });
    }
    const missing = scenarios.filter((scenario) => !found.has(scenario));
    const executions = await executor.execute(missing, onProgress);
    for (const execution of executions) found.set(execution.scenario, execution);
    return scenarios.flatMap((scenario) => found.get(scenario) ?? []);
  }

  /** Runs those in virtual time that were not yet. As what {@link Executor.countReexecutions} gives for all of them. */
  async countReexecutions(
    executions: readonly ScenarioExecution[],
    executor: Executor,
  ): Promise<readonly (VirtualRun | undefined)[]> {
    const missing = executions.filter(({ transactions }) => !this.#virtual.has(transactions));
    const runs = missing.length === 0 ? [] : await executor.countReexecutions(missing);
    for (const [i, { transactions }] of missing.entries()) {
      const run = runs[i];
      if (run !== undefined) this.#virtual.set(transactions, run);
    }
    return executions.map(({ transactions }) => this.#virtual.get(transactions));
  }

  #find(
    { kind }: Scenario,
    records: readonly TransactionRecord[],
  ): Omit<ScenarioExecution, "scenario"> | undefined {
    const [first] = records;
    const all = first === undefined ? [] : (this.#byFirst.get(first) ?? []);
    return all.find(
      (known) =>
        known.kind === kind &&
        known.records.length === records.length &&
        known.records.every((record, i) => record === records[i]),
    )?.found;
  }
}
