import { AssertionError } from "node:assert";

import type { ParallelRun } from "../model/parallel-run.ts";

import { asRun, type Check, noRun } from "./check.ts";
import { conflictFree } from "./conflict-free.ts";
import { conflictOn } from "./conflict-on.ts";
import { orderIndependent } from "./order-independent.ts";
import { reachSpeedup, type SpeedupOptions } from "./reach-speedup.ts";

/** No two transactions of different senders meet anywhere. Throws an AssertionError that says where they do. */
export function assertConflictFree(run: ParallelRun): void {
  hold(run, conflictFree, assertConflictFree);
}

/** Some transactions of different senders meet. */
export function assertNotConflictFree(run: ParallelRun): void {
  holdNot(run, conflictFree, assertNotConflictFree);
}

/**
 * Transactions of different senders meet at a place of a contract.
 *
 * @param contract `Token`, or Hardhat's fully qualified `contracts/Token.sol:Token`.
 * @param path As reports write it, `balances[msg.sender]`, or the variable, `balances`. Undefined: anywhere.
 */
export function assertConflictOn(run: ParallelRun, contract: string, path?: string): void {
  hold(run, (one) => conflictOn(one, contract, path), assertConflictOn);
}

/** They do not meet there; `contract` must have run all the same. */
export function assertNoConflictOn(run: ParallelRun, contract: string, path?: string): void {
  holdNot(run, (one) => conflictOn(one, contract, path), assertNoConflictOn);
}

/** The modelled speed-up is `atLeast` or more, on 8 threads if nothing else is said. */
export function assertReachSpeedup(
  run: ParallelRun,
  atLeast: number,
  options?: SpeedupOptions,
): void {
  hold(run, (one) => reachSpeedup(one, atLeast, options), assertReachSpeedup);
}

/** The modelled speed-up is less than `atLeast`. */
export function assertNotReachSpeedup(
  run: ParallelRun,
  atLeast: number,
  options?: SpeedupOptions,
): void {
  holdNot(run, (one) => reachSpeedup(one, atLeast, options), assertNotReachSpeedup);
}

/** Every order of the transactions that conflict comes to the same outcomes and the same state. */
export function assertOrderIndependent(run: ParallelRun): void {
  hold(run, orderIndependent, assertOrderIndependent);
}

/** Some order comes to something else. */
export function assertNotOrderIndependent(run: ParallelRun): void {
  holdNot(run, orderIndependent, assertNotOrderIndependent);
}

type Checker = (run: ParallelRun) => Check;

/** `from`: where the stack of the error begins. */
function hold(run: unknown, check: Checker, from: (...args: never) => void): void {
  const { holds, message } = checked(run, check);
  if (!holds) throw new AssertionError({ message, stackStartFn: from });
}

function holdNot(run: unknown, check: Checker, from: (...args: never) => void): void {
  const { fails, negated } = checked(run, check);
  if (!fails) throw new AssertionError({ message: negated, stackStartFn: from });
}

function checked(value: unknown, check: Checker): Check {
  const run = asRun(value);
  return run === undefined ? noRun(value) : check(run);
}
