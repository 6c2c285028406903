import type { LocationKey } from "../model/location.ts";
import type { RunOnState } from "./compare-results.ts";
import { valueAt, valuesAfter } from "./state-values.ts";

/** What a slot held before and after a transaction. */
export interface SlotChange {
  readonly before: bigint;
  readonly after: bigint;
}

export function slotOf({ state, result }: RunOnState, location: LocationKey): SlotChange {
  const before = valueAt(state, location);
  return { before, after: valuesAfter(state, [result.accesses]).get(location) ?? before };
}
