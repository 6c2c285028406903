import type { ScenarioExecution, TransactionResult } from "../model/execution.ts";
import { type Hex, type LocationKey, parseLocationKey } from "../model/location.ts";
import { SlotDerivations } from "./slot-derivations.ts";

/**
 * Whether the users of a crowd meet only because all of them say the same: one of them gets through, and the others
 * fail at entries of it under a key that is computed from the call, as the id of a Governor's proposal, which is a
 * hash of what is proposed. Whoever says something else, which a clone cannot, does not meet them.
 */
export function meetByContent({ scenario, transactions }: ScenarioExecution): boolean {
  const results = transactions.flatMap(({ result }) => result ?? []);
  const [winner, ...others] = results.filter(({ outcome }) => outcome.status === 1);
  if (winner === undefined || others.length > 0 || results.length < 2) return false;
  const written = new Set(winner.accesses.writes.map(({ location }) => location));
  const met = transactions.flatMap(({ result }, i) => {
    const clone = scenario.transactions[i];
    if (result === undefined || clone === undefined || result === winner) return [];
    const { reads } = result.accesses;
    // What the first one leaves there is made from what it says, too.
    const stored = reads.filter(({ location }) => !written.has(location));
    const known = { input: clone.fields.input, stored: new Set(stored.map(({ value }) => value)) };
    return reads
      .filter(({ location }) => written.has(location))
      .map(({ location }) => isUnderComputedKey(location, known, result));
  });
  return met.length > 0 && met.every((isComputed) => isComputed);
}

/** No argument, nothing that stood in storage, and no small number or address: a hash. */
function isUnderComputedKey(
  location: LocationKey,
  { input, stored }: { readonly input: Hex; readonly stored: ReadonlySet<bigint> },
  { attribution }: TransactionResult,
): boolean {
  const place = parseLocationKey(location);
  if (place.kind !== "storage") return false;
  const keys = new SlotDerivations(attribution.preimages).keysOf(BigInt(place.slot));
  return keys.some(
    ({ key }) =>
      BigInt(key) >> 160n > 0n && !input.includes(key.slice(2)) && !stored.has(BigInt(key)),
  );
}
