import type { TransactionResult } from "../model/execution.ts";
import type { LocationKey } from "../model/location.ts";
import { changeAt } from "./change-at.ts";
import type { Orders } from "./run-orders.ts";
import { changedBytes, maskOf, WHOLE_SLOT } from "./slot-bytes.ts";

export interface Overwritten {
  /** As `ff`. */
  readonly bytes: bigint;
  /** Of the slot; only those bytes count. */
  readonly content: bigint;
}

/**
 * The slots, each with the bytes, to which either of two transactions gives the same content when it
 * comes first, and that have it still after both: as far as these two show, whoever comes last decides what
 * is there. (A sum that carries may look so in one byte, too.)
 */
export function overwrittenAlike({
  recorded,
  swapped,
}: Orders): ReadonlyMap<LocationKey, Overwritten> {
  const [one, other] = [recorded.earlier.result, swapped.later.result];
  const alike = new Map<LocationKey, Overwritten>();
  for (const location of writtenSlots(one)) {
    const [before, first] = changeAt(one, location);
    const [, second] = changeAt(other, location);
    const last = recorded.values.get(location) ?? first;
    const bytes =
      changedBytes(before, first) &
      changedBytes(before, second) &
      sameBytes(first, second) &
      sameBytes(first, last);
    if (bytes !== 0n) alike.set(location, { bytes, content: first });
  }
  return alike;
}

function writtenSlots(result: TransactionResult | undefined): readonly LocationKey[] {
  const locations = (result?.accesses.writes ?? []).map(({ location }) => location);
  return locations.filter((location) => location.startsWith("storage:"));
}

function sameBytes(a: bigint, b: bigint): bigint {
  return maskOf(WHOLE_SLOT) & ~changedBytes(a, b);
}
