import { inspect } from "node:util";

import type { ParallelRun } from "../model/parallel-run.ts";

/** What an assertion found; it is made the same for chai and for plain functions. */
export interface Check {
  readonly holds: boolean;
  /** The opposite holds. Both are false where it cannot be known. */
  readonly fails: boolean;
  /** Why it does not hold. */
  readonly message: string;
  /** Why its negation does not. */
  readonly negated: string;
}

/** Found for certain, one way or the other. */
export function certain(holds: boolean, message: string, negated: string): Check {
  return { holds, fails: !holds, message, negated };
}

/** Neither the assertion nor its negation can be made. */
export function impossible(message: string): Check {
  return { holds: false, fails: false, message, negated: message };
}

/** Undefined: the value is no run. */
export function asRun(value: unknown): ParallelRun | undefined {
  const isRun =
    typeof value === "object" &&
    value !== null &&
    "conflicts" in value &&
    "orders" in value &&
    "speedupOn" in value;
  // These three make a run; nothing else has them.
  return isRun ? (value as ParallelRun) : undefined;
}

export function noRun(value: unknown): Check {
  return impossible(
    `expected what parallelEvm.run() or parallelEvm.crowd() gives, not ${inspect(value, { depth: 0 })}`,
  );
}
