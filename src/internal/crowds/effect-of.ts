import type { TransactionResult } from "../model/execution.ts";
import type { LocationKey } from "../model/location.ts";

/**
 * What comes of a call as one string: status, logs, what it returns, and the slots that it writes with their
 * values; of `pots` by how much they change. Fees and the gas that they are paid for do not count.
 */
export function effectOf(
  result: TransactionResult | undefined,
  isPot: (location: LocationKey) => boolean,
): string {
  if (result === undefined) return "";
  const { outcome, accesses, returned } = result;
  const before = new Map(accesses.reads.map(({ location, value }) => [location, value]));
  const written = accesses.writes
    .filter(({ location }) => location.startsWith("storage:"))
    .map(({ location, kind, value }) =>
      isPot(location) && kind === "set"
        ? `${location} by ${value - (before.get(location) ?? 0n)}`
        : `${location} ${kind} ${value}`,
    )
    .sort();
  return JSON.stringify([outcome.status, outcome.logs, returned ?? null, written]);
}

/** How many slots are written: fees and payments aside. */
export function changesOf(result: TransactionResult | undefined): number {
  const writes = result?.accesses.writes ?? [];
  return writes.filter(({ location }) => location.startsWith("storage:")).length;
}
