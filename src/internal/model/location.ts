import type { Hex } from "../primitives/hex.ts";

export type { Hex };

/** A 20-byte account address, 0x-prefixed and lower-case. */
export type Address = Hex;

/**
 * One unit of state that can conflict.
 *
 * `existence` says whether an account is non-empty (EIP-161): a CALL that sends value pays more gas
 * when its recipient is empty, so it reads that bit without reading the balance. It is reported as
 * class `balance`.
 */
export type Location =
  | { readonly kind: "storage"; readonly address: Address; readonly slot: Hex }
  | { readonly kind: "balance"; readonly address: Address }
  | { readonly kind: "nonce"; readonly address: Address }
  | { readonly kind: "code"; readonly address: Address }
  | { readonly kind: "existence"; readonly address: Address };

/** A location as one string, usable as a map key: `storage:<address>:<32-byte slot>` or `<kind>:<address>`. */
export type LocationKey = string;

export function storageKey(address: Address, slot: Hex): LocationKey {
  return `storage:${address}:${slot}`;
}

/** What a key stands for. Keys have the form that {@link LocationKey} tells, hence the assertions. */
export function parseLocationKey(key: LocationKey): Location {
  const [kind, address, slot] = key.split(":") as [Location["kind"], Address, Hex | undefined];
  if (kind !== "storage") return { kind, address };
  if (slot === undefined) throw new Error(`Not a location key: ${key}`);
  return { kind, address, slot };
}
