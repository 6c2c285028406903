import type {
  ExecutedTransaction,
  NotRunCause,
  ParallelRun,
  ScenarioExecution,
  TransactionResult,
  Verification,
  VirtualRun,
} from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import type { MeasureOptions, Measurement } from "../model/measurement.ts";
import type { ExecutionMode, Scenario } from "../model/scenario.ts";
import { compareOutcomes, compareRuns } from "./compare/compare-results.ts";
import { Crew } from "./pool/crew.ts";
import { measureScenario } from "./pool/measure-scenario.ts";
import { runInParallel } from "./pool/run-in-parallel.ts";
import { runAllSequentially, type SequentialRun } from "./pool/run-sequentially.ts";
import { runAllVirtually } from "./pool/run-virtually.ts";
import type { PoolOptions } from "./pool/worker-pool.ts";
import { chooseExecution, type ExecutionChoice } from "./scheduler/choose-execution.ts";
import type { RunResult } from "./scheduler/decode-runs.ts";
import { knownDependencies, type KnownDependencies } from "./scheduler/known-dependencies.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { unsupportedReason } from "./unsupported-reason.ts";
import { UnknownInternals } from "./vm/unknown-internals.ts";

export interface ExecutorOptions extends PoolOptions {
  /**
   * - `hybrid` (default): a scenario that cannot be expected to gain is not run in parallel.
   * - `parallel`: every scenario of two transactions or more is.
   */
  readonly execution?: ExecutionMode;
  /**
   * Whether the parallel run knows the access sets of the sequential one, so that a transaction waits for
   * those that it depends on instead of running in vain. It then takes the same course each time. Default: true.
   */
  readonly foreknowledge?: boolean;
}

/** Told how many of how many steps are done. */
export type OnProgress = (done: number, total: number) => void;

/** Worker threads that wait for scenarios. They keep no process alive; end them when the run is over. */
export class Executor {
  readonly threads: number;
  readonly #crew: Crew;
  readonly #execution: ExecutionMode;
  readonly #foreknowledge: boolean;
  /** Code that ran, by its keccak256. */
  readonly #codes = new Map<Hex, Hex>();

  /** Starts the threads: they load EthereumJS while the caller does something else. */
  constructor(options: ExecutorOptions) {
    this.threads = options.threads;
    this.#execution = options.execution ?? "hybrid";
    this.#foreknowledge = options.foreknowledge ?? true;
    this.#crew = new Crew(options);
  }

  /**
   * Runs each scenario twice, one transaction after another and concurrently, and compares both runs
   * with each other and with what the chain recorded. The results come in the order of the
   * scenarios. A thread that fails costs time, not results: its work is done again sequentially.
   * Rejects with PE014 only.
   */
  async execute(
    scenarios: readonly Scenario[],
    onProgress: OnProgress = () => undefined,
  ): Promise<readonly ScenarioExecution[]> {
    const supported = scenarios.filter((scenario) => unsupportedReason(scenario) === undefined);
    let done = 0;
    const step = () => {
      onProgress(++done, supported.length + scenarios.length);
    };
    const runs = await this.#runSequentially(supported, step);
    const oracles = new Map(supported.map((scenario, i) => [scenario, runs[i]]));
    const executions: ScenarioExecution[] = [];
    for (const scenario of scenarios) {
      step();
      const oracle = oracles.get(scenario);
      executions.push(oracle === undefined ? skip(scenario) : await this.#verify(scenario, oracle));
    }
    return executions;
  }

  /**
   * Times how long running a scenario takes: stock EthereumJS, the executor sequentially, in parallel,
   * and in the way that `hybrid` chooses.
   */
  async measure(
    scenario: Scenario,
    options: MeasureOptions,
    onProgress: OnProgress = () => undefined,
  ): Promise<Measurement> {
    const [oracle] = await this.#runSequentially([scenario], () => undefined);
    if (oracle === undefined) throw new Error("A scenario was not run");
    const choose = () => this.#choose(scenario, oracle);
    return measureScenario(this.#crew, scenario, choose, options, onProgress);
  }

  /**
   * How many re-executions Block-STM has on `lanes` threads, at most 112, when nothing is known
   * beforehand: a run in virtual time, which takes the same course each time. It is compared with the
   * sequential run that the executions tell of. Results in their order; never rejects.
   */
  async countReexecutions(
    executions: readonly ScenarioExecution[],
    lanes = 8,
  ): Promise<readonly VirtualRun[]> {
    return runAllVirtually(this.#crew, executions, lanes);
  }

  /** Starts the worker threads that it has spared so far, and goes on to spare them: they load EthereumJS meanwhile. */
  prepare(): void {
    this.#crew.prepare();
  }

  /** From now on the worker threads are used, whatever the options said. */
  spareNothing(): void {
    this.#crew.spareNothing();
  }

  async end(): Promise<void> {
    await this.#crew.end();
  }

  async #runSequentially(
    scenarios: readonly Scenario[],
    onDone: () => void,
  ): Promise<SequentialRun[]> {
    try {
      return await runAllSequentially(this.#crew, scenarios, onDone);
    } catch (error) {
      if (!(error instanceof UnknownInternals)) throw error;
      throw new ParallelEvmError("PE014", [error.message], error);
    }
  }

  async #verify(scenario: Scenario, oracle: SequentialRun): Promise<ScenarioExecution> {
    for (const [hash, code] of oracle.newCodes) this.#codes.set(hash, code);
    const parallel = await this.#runParallel(scenario, oracle);
    const transactions = scenario.transactions.map((_, i) =>
      concludeTransaction(scenario, i, oracle, parallel),
    );
    return { scenario, transactions, parallel: parallel.run, codes: this.#codes };
  }

  async #runParallel(scenario: Scenario, oracle: SequentialRun): Promise<ParallelResults> {
    const { failure } = oracle;
    if (failure !== undefined) return sequential("failure", failure);
    const reason = nothingToGain(scenario, oracle);
    if (reason !== undefined) return sequential("nothing", reason);
    // A crowd runs to be verified, not to be done soon.
    const choice: ExecutionChoice =
      this.#execution === "hybrid" && scenario.kind !== "crowd"
        ? this.#choose(scenario, oracle)
        : { kind: "parallel", dependencies: dependenciesOf(scenario, oracle) };
    if (choice.kind === "sequential") return sequential("choice", choice.reason);
    const known = this.#foreknowledge ? choice.dependencies : [];
    const attempt = await runInParallel(this.#crew, scenario, known);
    if (attempt.kind === "failed") return sequential("failure", attempt.reason);
    const { workers, executions, results } = attempt;
    const reexecutions = executions - results.length;
    return { run: { kind: "parallel", workers, executions, reexecutions }, results };
  }

  /** The way that `hybrid` runs it. */
  #choose(scenario: Scenario, oracle: SequentialRun): ExecutionChoice {
    return chooseExecution(gasOf(oracle), () => dependenciesOf(scenario, oracle), this.threads);
  }
}

interface ParallelResults {
  readonly run: ParallelRun;
  /** Absent when it ran sequentially: there is nothing to compare. */
  readonly results?: readonly RunResult[];
}

function sequential(cause: "nothing" | "choice" | "failure", reason: string): ParallelResults {
  return { run: { kind: "sequential", cause, reason } };
}

function nothingToGain(scenario: Scenario, oracle: SequentialRun): string | undefined {
  if (scenario.kind === "setup") return "set-up keeps its order";
  if (scenario.kind === "experiment") return "an experiment keeps its order";
  if (scenario.transactions.length === 0) return "it has no transactions";
  if (scenario.transactions.length < 2) return "a single transaction";
  if (oracle.results.some(({ kind }) => kind !== "done")) {
    return "one of its transactions could not be run";
  }
  return undefined;
}

function dependenciesOf({ preState }: Scenario, { results }: SequentialRun): KnownDependencies {
  const balances = new Map(
    [...preState].map(([address, { balance }]) => [`balance:${address}`, balance]),
  );
  const accessSets = results.map((run) =>
    run.kind === "done" ? run.result.accesses : { reads: [], writes: [] },
  );
  return knownDependencies(accessSets, balances);
}

function gasOf({ results }: SequentialRun): number[] {
  return results.map((run) => (run.kind === "done" ? Number(run.result.outcome.gasUsed) : 0));
}

function skip(scenario: Scenario): ScenarioExecution {
  const reason = unsupportedReason(scenario) ?? "";
  const verification: Verification = { kind: "skipped", cause: "unsupported", reason };
  return {
    scenario,
    transactions: scenario.transactions.map(() => ({ verification })),
    parallel: { kind: "skipped", reason },
    codes: new Map(),
  };
}

function concludeTransaction(
  scenario: Scenario,
  index: number,
  oracle: SequentialRun,
  parallel: ParallelResults,
): ExecutedTransaction {
  const run = oracle.results[index];
  const transaction = scenario.transactions[index];
  if (run === undefined || transaction === undefined) throw new Error("A result is missing");
  if (run.kind === "invalid") {
    const { cause, reason } = run;
    // Without a recorded outcome nobody has said that it is valid.
    if (cause !== "rejected" || transaction.expected === undefined) {
      return { verification: { kind: "skipped", cause, reason: reasonToShow(cause, reason) } };
    }
    const difference = `the chain mined it, the executor rejects it: ${reason}`;
    return { verification: { kind: "mismatched", difference } };
  }
  const difference =
    (transaction.expected === undefined
      ? undefined
      : compareOutcomes(run.result.outcome, transaction.expected, {
          actual: "executor",
          expected: scenario.kind === "replay" ? "receipt" : "Hardhat",
        })) ??
    oracle.witnessDifferences[index] ??
    parallelDifference(parallel, index, run.result);
  // Where nothing was recorded, nothing would differ after a gap either.
  const isUnsure = difference !== undefined || transaction.expected === undefined;
  const hasGap = isUnsure && hasGapBefore(oracle, index);
  if (difference === undefined && !hasGap) {
    // They are equal, and one of them is enough.
    const outcome = transaction.expected ?? run.result.outcome;
    return { verification: { kind: "matched" }, result: { ...run.result, outcome } };
  }
  if (difference !== undefined && !hasGap) {
    return { verification: { kind: "mismatched", difference }, result: run.result };
  }
  // That says nothing of the executor.
  const reason = "a transaction before it could not be run";
  return { verification: { kind: "skipped", cause: "unsupported", reason } };
}

/** Whether a transaction before it was not run, and so is missing from its state. */
function hasGapBefore({ results }: SequentialRun, index: number): boolean {
  const gap = results.findIndex((run) => run.kind === "invalid" && run.cause !== "rejected");
  return gap >= 0 && gap < index;
}

function reasonToShow(cause: NotRunCause, reason: string): string {
  return cause === "defect" ? `the executor has a defect (${reason})` : reason;
}

function parallelDifference(
  parallel: ParallelResults,
  index: number,
  expected: TransactionResult,
): string | undefined {
  if (parallel.results === undefined) return undefined;
  const run = parallel.results[index];
  if (run === undefined) return "the parallel run gave no result";
  if (run.kind === "invalid") return `the parallel run rejects it: ${run.reason}`;
  return compareRuns(run.result, expected);
}
