import type { ParallelRun } from "../model/parallel-run.ts";

import { certain, type Check } from "./check.ts";
import { conflictsOf, describeConflicts, unlistedPlaces } from "./describe-conflicts.ts";

/** No two transactions of different senders meet anywhere. */
export function conflictFree(run: ParallelRun): Check {
  const conflicts = conflictsOf(run);
  const unlisted = unlistedPlaces(run);
  const free = conflicts.length === 0 && unlisted.length === 0;
  const { length } = run.transactions;
  return certain(
    free,
    `expected ${length} transactions to be free of conflicts, but they meet at:\n${describeConflicts(run, conflicts, unlisted)}`,
    `expected ${length} transactions to conflict, but no two of them meet`,
  );
}
