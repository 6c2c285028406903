import type { CloneableCall } from "./study-call.ts";
import type { CallPair } from "./study-pairs.ts";

export interface FunctionKey {
  readonly contract: string;
  readonly function: string;
}

/** Two functions of one contract, and recorded calls of them to put side by side. `a` is not after `b`. */
export interface FunctionPair {
  readonly contract: string;
  readonly a: string;
  readonly b: string;
  readonly calls: readonly CallPair[];
}

/** Of each function, and of each pair of functions, no more: paths multiply. */
const MAX_PATHS = 3;
const MAX_CALLS = 4;

/**
 * All pairs of functions of each contract, a function with itself too, sorted. Calls of the same deployment
 * meet; only where there are none, calls of different ones, for one of which the other's has to do.
 */
export function selectPairs(
  calls: readonly CloneableCall[],
  keyOf: (call: CloneableCall) => FunctionKey | undefined,
): FunctionPair[] {
  const pairs: FunctionPair[] = [];
  for (const [contract, functions] of [...groupByContract(calls, keyOf)].sort(byName)) {
    const sorted = [...functions].sort(byName);
    for (const [i, [a, ofA]] of sorted.entries()) {
      for (const [b, ofB] of sorted.slice(i)) {
        pairs.push({ contract, a, b, calls: meetings(ofA, ofB, a === b) });
      }
    }
  }
  return pairs;
}

function groupByContract(
  calls: readonly CloneableCall[],
  keyOf: (call: CloneableCall) => FunctionKey | undefined,
): Map<string, Map<string, CloneableCall[]>> {
  const contracts = new Map<string, Map<string, CloneableCall[]>>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === undefined) continue;
    const functions = contracts.get(key.contract) ?? new Map<string, CloneableCall[]>();
    contracts.set(key.contract, functions);
    functions.set(key.function, [...(functions.get(key.function) ?? []), call]);
  }
  return contracts;
}

function meetings(
  ofA: readonly CloneableCall[],
  ofB: readonly CloneableCall[],
  isSame: boolean,
): CallPair[] {
  const [left, right] = [ofA.slice(0, MAX_PATHS), ofB.slice(0, MAX_PATHS)];
  const all = left.flatMap((a, i) => right.slice(isSame ? i : 0).map((b) => ({ a, b })));
  const met = all.filter(({ a, b }) => targetOf(a) === targetOf(b));
  return (met.length > 0 ? met : all.slice(0, 1)).slice(0, MAX_CALLS);
}

function targetOf({ known }: CloneableCall): string | undefined {
  return known.call.transaction.fields.to;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
