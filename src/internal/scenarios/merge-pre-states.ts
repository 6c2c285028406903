import type { Address, Hex } from "../model/location.ts";
import type { PreState, PreStateAccount } from "../model/scenario.ts";

/** Of each location the value in the first state that names it. */
export function mergePreStates(states: readonly (PreState | undefined)[]): PreState {
  const merged = new Map<Address, PreStateAccount & { storage: Map<Hex, bigint> }>();
  for (const [address, account] of states.flatMap((state) => [...(state ?? [])])) {
    const known = merged.get(address);
    if (known === undefined) {
      merged.set(address, { ...account, storage: new Map(account.storage) });
      continue;
    }
    for (const [slot, value] of account.storage) {
      if (!known.storage.has(slot)) known.storage.set(slot, value);
    }
  }
  return merged;
}
