import type { CrowdCall } from "../model/crowd.ts";
import type { TransactionResult } from "../model/execution.ts";
import {
  type Address,
  type Hex,
  type LocationKey,
  parseLocationKey,
  storageKey,
} from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { type KeyOfSlot, SlotDerivations } from "./slot-derivations.ts";

/** A call that was run alone, and what that shows of it. */
export interface KnownCall {
  readonly call: CrowdCall;
  readonly before: PreState;
  readonly result: TransactionResult;
  readonly derivations: SlotDerivations;
  readonly touched: readonly TouchedSlot[];
}

export interface TouchedSlot {
  readonly address: Address;
  readonly slot: bigint;
  /** Before the call. */
  readonly value: bigint;
  readonly keys: readonly KeyOfSlot[];
}

export function knowCall(call: CrowdCall, before: PreState, result: TransactionResult): KnownCall {
  const derivations = new SlotDerivations(result.attribution.preimages);
  return { call, before, result, derivations, touched: touchedSlots(before, result, derivations) };
}

function touchedSlots(
  before: PreState,
  { attribution }: TransactionResult,
  derivations: SlotDerivations,
): TouchedSlot[] {
  const touched = new Map<string, TouchedSlot>();
  for (const { location } of attribution.sites) {
    const parsed = parseLocationKey(location);
    if (parsed.kind !== "storage" || touched.has(location)) continue;
    const { address, slot } = parsed;
    const number = BigInt(slot);
    const value = before.get(address)?.storage.get(slot) ?? 0n;
    touched.set(location, { address, slot: number, value, keys: derivations.keysOf(number) });
  }
  return [...touched.values()];
}

export function locationOf({ address, slot }: Pick<TouchedSlot, "address" | "slot">): LocationKey {
  return storageKey(address, toWord(slot));
}

/** An address as the word that it is in call data, keys and values. */
export function addressWord(address: Address): Hex {
  return toWord(BigInt(address));
}

/** Whether a stored value is an address, alone or packed with other fields. */
export function holds(value: bigint, address: Address): boolean {
  return toWord(value).indexOf(address.slice(2)) % 2 === 0;
}
