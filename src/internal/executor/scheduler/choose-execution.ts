import type { KnownDependencies } from "./known-dependencies.ts";

/* In gas, of which the fast path makes some 250 a microsecond. Measured; they only need to be about right. */

/** What starting the threads and gathering their results costs. */
const START = 40_000;
/** What the multi-version memory, the scheduler and validation cost a transaction, beside a share of its work. */
const PER_TRANSACTION = 1_500;
const SHARE = 1.15;
/** The intrinsic gas of a transaction takes next to no time. */
const INTRINSIC = 21_000;
const LEAST_WORK = 1_000;
/** The prediction must promise this much, as it is no more than that. */
const LEAST_GAIN = 1.1;

export type ExecutionChoice =
  | { readonly kind: "parallel"; readonly dependencies: KnownDependencies }
  | { readonly kind: "sequential"; readonly reason: string };

/**
 * Whether running a scenario in parallel can be expected to take less time than one after another, from
 * the gas of its transactions and their known dependencies: a list schedule with what parallel execution
 * costs on top. Takes time in proportion to transactions and dependencies, which it asks for only if the
 * gas leaves the question open.
 */
export function chooseExecution(
  gasUsed: readonly number[],
  dependencies: () => KnownDependencies,
  threads: number,
): ExecutionChoice {
  if (threads < 2) return { kind: "sequential", reason: "there is one thread only" };
  const work = gasUsed.map((gas) => Math.max(LEAST_WORK, gas - INTRINSIC));
  const sequential = sum(work);
  if (sequential < START * 2) {
    return { kind: "sequential", reason: "too little work to be worth starting threads for" };
  }
  const costs = work.map((one) => one * SHARE + PER_TRANSACTION);
  if (START + sum(costs) / threads > sequential / LEAST_GAIN) {
    return { kind: "sequential", reason: "its transactions are too small" };
  }
  const known = dependencies();
  if (START + makespan(costs, known, threads) > sequential / LEAST_GAIN) {
    return { kind: "sequential", reason: "its transactions wait for each other" };
  }
  return { kind: "parallel", dependencies: known };
}

/** The end of the last transaction if each thread takes the lowest one that may run next. */
function makespan(
  costs: readonly number[],
  dependencies: KnownDependencies,
  threads: number,
): number {
  const free = new Array<number>(threads).fill(0);
  const ends: number[] = [];
  for (const [index, cost] of costs.entries()) {
    const ready = Math.max(0, ...(dependencies[index] ?? []).map((earlier) => ends[earlier] ?? 0));
    const thread = free.indexOf(Math.min(...free));
    const end = Math.max(ready, free[thread] ?? 0) + cost;
    ends.push(end);
    // A thread that would wait takes another transaction meanwhile.
    free[thread] = (free[thread] ?? 0) + cost;
  }
  return Math.max(0, ...ends);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
