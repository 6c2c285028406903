import type { Executor, OnProgress } from "../../src/internal/executor/executor.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { MeasureOptions, Measurement } from "../../src/internal/model/measurement.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";

/** Something to measure; made when it is its turn, as all together may be large. */
export interface BenchCase {
  readonly name: string;
  readonly load: () => Promise<LoadedCase>;
}

export interface LoadedCase {
  readonly scenario: Scenario;
  /** What is wrong with what became of it; undefined for nothing. */
  readonly check: (execution: ScenarioExecution) => Promise<string | undefined>;
}

export type CaseResult =
  | ({ readonly kind: "measured" } & MeasuredCase)
  | { readonly kind: "failed"; readonly name: string; readonly reason: string };

export interface MeasuredCase {
  readonly name: string;
  readonly transactions: number;
  readonly gas: number;
  /** A sum has no choice of its own. */
  readonly measurement: Omit<Measurement, "choice"> & Partial<Pick<Measurement, "choice">>;
}

/**
 * Runs a case once to see that its results are right, then measures it: a wrong result has no speed, and
 * neither has a parallel run that was done again one after another. The executor must run it as it is
 * timed: in parallel, and knowing nothing beforehand.
 */
export async function measureCase(
  executor: Pick<Executor, "execute" | "measure">,
  { name, load }: BenchCase,
  options: MeasureOptions,
  onProgress: OnProgress,
): Promise<CaseResult> {
  const { scenario, check } = await load();
  const [execution] = await executor.execute([scenario]);
  if (execution === undefined) throw new Error("The executor gave no result");
  const reason = (await check(execution)) ?? whyCutOff(execution);
  if (reason !== undefined) return { kind: "failed", name, reason };
  return {
    kind: "measured",
    name,
    transactions: scenario.transactions.length,
    gas: gasOf(execution),
    measurement: await executor.measure(scenario, options, onProgress),
  };
}

function whyCutOff({ parallel }: ScenarioExecution): string | undefined {
  const isFailure = parallel.kind === "sequential" && parallel.cause === "failure";
  return isFailure ? `it could not be run in parallel: ${parallel.reason}` : undefined;
}

/** A case that has no times, or only of what ran one after another. */
export function hasFailed(result: CaseResult): boolean {
  return result.kind === "failed" || result.measurement.failure !== undefined;
}

function gasOf({ transactions }: ScenarioExecution): number {
  return transactions.reduce((sum, { result }) => sum + Number(result?.outcome.gasUsed ?? 0n), 0);
}
