import type {
  ExecutedTransaction,
  ParallelRun,
  ScenarioExecution,
  TransactionResult,
  Verification,
} from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import { bytesToHex } from "../primitives/hex.ts";
import { compareOutcomes, compareRuns } from "./compare/compare-results.ts";
import { Crew, type SequentialAttempt } from "./pool/crew.ts";
import type { PoolOptions } from "./pool/worker-pool.ts";
import { ScenarioTranslator } from "./scenario-translator.ts";
import type { ParallelResult } from "./scheduler/run-in-parallel.ts";
import type { HostedScenario, SequentialRun } from "./scheduler/hosted-scenario.ts";
import { unsupportedReason } from "./unsupported-reason.ts";

export type ExecutorOptions = PoolOptions;

/** Told how many of how many steps are done. */
export type OnProgress = (done: number, total: number) => void;

/** Worker threads that wait for scenarios. They keep no process alive; end them when the run is over. */
export class Executor {
  readonly threads: number;
  readonly #crew: Crew;
  /** Code that ran, by its keccak256. Threads tell each code once. */
  readonly #codes = new Map<Hex, Hex>();

  /** Starts the threads: they load EthereumJS while the caller does something else. */
  constructor(options: ExecutorOptions) {
    this.threads = options.threads;
    this.#crew = new Crew(options);
  }

  /**
   * Runs each scenario twice, one transaction after another and concurrently, and compares both runs
   * with each other and with what the chain recorded. The results come in the order of the
   * scenarios. A thread that fails costs time, not results: its work is done again sequentially.
   */
  async execute(
    scenarios: readonly Scenario[],
    onProgress: OnProgress = () => undefined,
  ): Promise<readonly ScenarioExecution[]> {
    const codes = this.#codes;
    const prepared = prepare(scenarios);
    const hostedScenarios = hostedOf(prepared);
    let done = 0;
    const step = () => {
      onProgress(++done, hostedScenarios.length + prepared.length);
    };
    const sequential = await this.#crew.runAllSequentially(hostedScenarios, step);
    const executions: ScenarioExecution[] = [];
    for (const { scenario, hosted, reason } of prepared) {
      step();
      if (hosted === undefined) {
        executions.push(skip(scenario, reason));
        continue;
      }
      const attempt = sequential.get(hosted);
      if (attempt === undefined) throw new Error("A scenario was not run");
      keepCodes(attempt.run, codes);
      const parallel = await runParallel(this.#crew, scenario, hosted, attempt);
      executions.push(conclude(scenario, attempt.run, parallel, codes));
    }
    return executions;
  }

  async end(): Promise<void> {
    await this.#crew.end();
  }
}

type Prepared =
  | { readonly scenario: Scenario; readonly hosted: HostedScenario; readonly reason?: undefined }
  | { readonly scenario: Scenario; readonly hosted?: undefined; readonly reason: string };

function prepare(scenarios: readonly Scenario[]): Prepared[] {
  const translator = new ScenarioTranslator();
  return scenarios.map((scenario) => {
    const reason = unsupportedReason(scenario);
    return reason === undefined
      ? { scenario, hosted: translator.translate(scenario) }
      : { scenario, reason };
  });
}

function hostedOf(prepared: readonly Prepared[]): HostedScenario[] {
  return prepared.flatMap(({ hosted }) => (hosted === undefined ? [] : [hosted]));
}

function skip(scenario: Scenario, reason: string): ScenarioExecution {
  const verification: Verification = { kind: "skipped", reason };
  return {
    scenario,
    transactions: scenario.transactions.map(() => ({ verification })),
    parallel: { kind: "skipped", reason },
    codes: new Map(),
  };
}

function keepCodes(oracle: SequentialRun, codes: Map<Hex, Hex>): void {
  for (const run of oracle.results) {
    if (run.kind !== "done") continue;
    for (const [hash, code] of run.ranCodes) {
      if (!codes.has(hash)) codes.set(hash, bytesToHex(code));
    }
  }
}

interface ParallelAttempt {
  readonly run: ParallelRun;
  /** Absent when it ran sequentially: there is nothing to compare. */
  readonly results?: ParallelResult["results"];
}

async function runParallel(
  crew: Crew,
  scenario: Scenario,
  hosted: HostedScenario,
  { run: oracle, failure }: SequentialAttempt,
): Promise<ParallelAttempt> {
  if (failure !== undefined) return { run: { kind: "sequential", reason: failure, failure: true } };
  const reason = sequentialByChoice(scenario, oracle);
  if (reason !== undefined) return { run: { kind: "sequential", reason, failure: false } };
  const attempt = await crew.runInParallel(hosted);
  if (attempt.kind === "failed") {
    return { run: { kind: "sequential", reason: attempt.reason, failure: true } };
  }
  const { executions, results } = attempt.result;
  const reexecutions = executions - results.length;
  return {
    run: { kind: "parallel", workers: attempt.workers, executions, reexecutions },
    results,
  };
}

function sequentialByChoice(scenario: Scenario, oracle: SequentialRun): string | undefined {
  if (scenario.kind === "setup") return "set-up keeps its order";
  if (scenario.transactions.length < 2) return "a single transaction";
  if (oracle.results.some(({ kind }) => kind !== "done")) {
    return "one of its transactions could not be run";
  }
  return undefined;
}

function conclude(
  scenario: Scenario,
  oracle: SequentialRun,
  parallel: ParallelAttempt,
  codes: ReadonlyMap<Hex, Hex>,
): ScenarioExecution {
  const transactions = scenario.transactions.map((_, i) =>
    concludeTransaction(scenario, i, oracle, parallel),
  );
  return { scenario, transactions, parallel: parallel.run, codes };
}

function concludeTransaction(
  scenario: Scenario,
  index: number,
  oracle: SequentialRun,
  parallel: ParallelAttempt,
): ExecutedTransaction {
  const sequential = oracle.results[index];
  const transaction = scenario.transactions[index];
  if (sequential === undefined || transaction === undefined) throw new Error("A result is missing");
  if (sequential.kind === "blocked") throw new Error("A sequential run has no estimates");
  if (sequential.kind === "invalid") {
    const { reason, unsupported } = sequential;
    if (unsupported) return { verification: { kind: "skipped", reason } };
    const difference = `Hardhat mined it, the executor rejects it: ${reason}`;
    return { verification: { kind: "mismatched", difference } };
  }
  const difference =
    (transaction.expected === undefined
      ? undefined
      : compareOutcomes(sequential.result.outcome, transaction.expected, {
          actual: "executor",
          expected: "Hardhat",
        })) ??
    oracle.witnessDifferences[index] ??
    parallelDifference(parallel, index, sequential.result);
  return {
    verification:
      difference === undefined ? { kind: "matched" } : { kind: "mismatched", difference },
    result: sequential.result,
  };
}

function parallelDifference(
  parallel: ParallelAttempt,
  index: number,
  sequential: TransactionResult,
): string | undefined {
  if (parallel.results === undefined) return undefined;
  const result = parallel.results[index];
  if (result === undefined) return "the parallel run gave no result";
  if ("invalid" in result) return `the parallel run rejects it: ${result.invalid}`;
  return compareRuns(result, sequential);
}
