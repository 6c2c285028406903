import type { TransactionResult } from "../model/execution.ts";
import type { OtherValue } from "../model/experiment.ts";
import type { LocationKey } from "../model/location.ts";
import { changeAt } from "./change-at.ts";
import type { Orders } from "./run-orders.ts";
import { changedBytes } from "./slot-bytes.ts";

/** A slot, and what either of two calls leaves there when it comes first. */
export interface Meeting {
  /** That change, as `ff`. */
  readonly bytes: bigint;
  readonly contents: Readonly<Record<OtherValue["of"], bigint>>;
}

/**
 * The slots where two calls come together to something else than what each adds: both overwrite them, or
 * reckon with what the other left. That this is the same in both orders may be because they passed the same.
 */
export function beyondSums({ recorded, swapped }: Orders): ReadonlyMap<LocationKey, Meeting> {
  const [one, other] = [recorded.earlier.result, swapped.later.result];
  const meetings = new Map<LocationKey, Meeting>();
  for (const location of writtenSlots(one)) {
    const [before, earlier] = changeAt(one, location);
    const [, later] = changeAt(other, location);
    const last = recorded.values.get(location) ?? earlier;
    if (BigInt.asUintN(256, earlier + later - before) === last) continue;
    const bytes =
      changedBytes(before, earlier) | changedBytes(before, later) | changedBytes(before, last);
    meetings.set(location, { bytes, contents: { earlier, later } });
  }
  return meetings;
}

function writtenSlots(result: TransactionResult | undefined): readonly LocationKey[] {
  const locations = (result?.accesses.writes ?? []).map(({ location }) => location);
  return locations.filter((location) => location.startsWith("storage:"));
}
