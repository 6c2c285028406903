import type { ExecutedTransaction } from "../model/execution.ts";
import { type LocationKey, parseLocationKey } from "../model/location.ts";

/**
 * Transactions of a crowd that change nothing in storage, as they write what one before them has left there: clones
 * pass what the recorded call passed, and behind the first `price = p` all others find that price. Users who pass
 * other values would wait for each other.
 */
export function countRepeating(transactions: readonly ExecutedTransaction[]): number {
  const changed = new Set<LocationKey>();
  let repeating = 0;
  for (const { result } of transactions) {
    if (result === undefined || result.outcome.status === 0) continue;
    const { accesses, attribution } = result;
    const own = accesses.writes.map(({ location }) => location).filter(isStorage);
    const repeats = attribution.sites.some(
      ({ kind, location }) => kind === "write" && changed.has(location),
    );
    if (own.length === 0 && repeats) repeating++;
    for (const location of own) changed.add(location);
  }
  return repeating;
}

function isStorage(location: LocationKey): boolean {
  return parseLocationKey(location).kind === "storage";
}
