import type { TransactionResult } from "../model/execution.ts";
import type { LocationKey } from "../model/location.ts";

/** What a slot held before and after a transaction that read it, as who writes it does, too. */
export function changeAt(
  result: TransactionResult | undefined,
  location: LocationKey,
): readonly [before: bigint, after: bigint] {
  const isHere = (access: { readonly location: LocationKey }) => access.location === location;
  const before = result?.accesses.reads.find(isHere)?.value ?? 0n;
  return [before, result?.accesses.writes.find(isHere)?.value ?? before];
}
