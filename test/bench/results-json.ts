import type { BenchOptions } from "./bench-options.ts";
import { figuresOf } from "./figures.ts";
import type { Machine } from "./machine.ts";
import type { CaseResult, MeasuredCase } from "./measure-case.ts";

export interface BenchResults {
  readonly machine: Machine;
  readonly options: BenchOptions;
  readonly workloads: readonly CaseResult[];
  readonly blocks: readonly CaseResult[];
  /** Of the blocks. */
  readonly sum: MeasuredCase | undefined;
}

/** The results as a file: what the table shows, unrounded. Figures that do not exist are left out. */
export function resultsJson({ machine, options, workloads, blocks, sum }: BenchResults): string {
  const { transactions, hot, seed, threads, rounds, warmup } = options;
  const results = {
    schemaVersion: 1,
    machine,
    options: { transactions, hot, seed, threads, rounds, warmup },
    workloads: workloads.map(resultJson),
    blocks: blocks.map(resultJson),
    ...(sum === undefined ? {} : { sumOfBlocks: measuredJson(sum) }),
  };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

function resultJson(result: CaseResult): unknown {
  return result.kind === "failed"
    ? { name: result.name, failed: result.reason }
    : measuredJson(result);
}

function measuredJson(measured: MeasuredCase): unknown {
  const { name, transactions, gas, measurement } = measured;
  const { stock, sequential, parallel, hybrid, ...rest } = figuresOf(measured);
  return {
    name,
    transactions,
    gas,
    ms: { stock, sequential, parallel, hybrid },
    ...rest,
    choice: measurement.choice,
    notParallel: measurement.failure,
  };
}
