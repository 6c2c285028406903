import type { MeasuredCase } from "./measure-case.ts";

/** What follows from the times of one case or of a sum. Absent: it was not asked for, or was cut off. */
export interface Figures {
  readonly stock?: number | undefined;
  readonly sequential: number;
  readonly parallel?: number | undefined;
  readonly hybrid?: number | undefined;
  readonly reexecutions?: number | undefined;
  /** Ratios: how many times as fast the second is as the first. */
  readonly stockOverSequential?: number | undefined;
  readonly sequentialOverParallel?: number | undefined;
  readonly sequentialOverHybrid?: number | undefined;
  readonly mgasPerSecond: {
    readonly stock?: number | undefined;
    readonly sequential: number;
    readonly parallel?: number | undefined;
  };
}

export function figuresOf({ gas, measurement }: MeasuredCase): Figures {
  const { stock, sequential, parallel, hybrid } = measurement.ms;
  const rate = (time: number | undefined) =>
    time === undefined ? undefined : gas / 1e6 / (time / 1e3);
  return {
    stock,
    sequential,
    parallel,
    hybrid,
    reexecutions: measurement.reexecutions,
    stockOverSequential: stock === undefined ? undefined : stock / sequential,
    sequentialOverParallel: parallel === undefined ? undefined : sequential / parallel,
    sequentialOverHybrid: hybrid === undefined ? undefined : sequential / hybrid,
    mgasPerSecond: {
      stock: rate(stock),
      sequential: gas / 1e6 / (sequential / 1e3),
      parallel: rate(parallel),
    },
  };
}

/**
 * The cases as if they were one, so that each counts with its time. Those whose parallel runs were
 * cut off are left out of all columns: the ratios would compare different blocks.
 */
export function sumOf(cases: readonly MeasuredCase[]): MeasuredCase | undefined {
  const summed = cases.filter(({ measurement }) => measurement.failure === undefined);
  const [first] = summed;
  if (first === undefined) return undefined;
  const sum = (pick: (one: MeasuredCase) => number) =>
    summed.reduce((total, one) => total + pick(one), 0);
  const hasStock = summed.every(({ measurement }) => measurement.ms.stock !== undefined);
  return {
    name: `sum of ${summed.length}`,
    transactions: sum(({ transactions }) => transactions),
    gas: sum(({ gas }) => gas),
    measurement: {
      rounds: first.measurement.rounds,
      workers: first.measurement.workers,
      ms: {
        ...(hasStock ? { stock: sum(({ measurement }) => measurement.ms.stock ?? 0) } : {}),
        sequential: sum(({ measurement }) => measurement.ms.sequential),
        parallel: sum(({ measurement }) => measurement.ms.parallel ?? 0),
        hybrid: sum(({ measurement }) => measurement.ms.hybrid ?? 0),
      },
      reexecutions: sum(({ measurement }) => measurement.reexecutions ?? 0),
    },
  };
}
