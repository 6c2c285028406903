import type { AccessSet, Write } from "../model/access-set.ts";
import type { Address, Hex, LocationKey } from "../model/location.ts";
import { parseLocationKey } from "../model/location.ts";
import type { PreState, PreStateAccount } from "../model/scenario.ts";
import { bytesToBigInt, hexToBytes, toWord } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";

const EMPTY: PreStateAccount = { balance: 0n, nonce: 0n, code: "0x", storage: new Map() };

/** The value that a state has at a location; of code its keccak256, 0 for none. */
export function valueAt(state: PreState, key: LocationKey): bigint {
  const location = parseLocationKey(key);
  const account = state.get(location.address) ?? EMPTY;
  switch (location.kind) {
    case "storage":
      return account.storage.get(location.slot) ?? 0n;
    case "balance":
    case "nonce":
      return account[location.kind];
    case "code":
      return account.code === "0x" ? 0n : bytesToBigInt(keccak256(hexToBytes(account.code)));
    case "existence":
      return account.balance !== 0n || account.nonce !== 0n || account.code !== "0x" ? 1n : 0n;
  }
}

/**
 * What transactions left at each location that they wrote, one after another from a given state. That an
 * account exists follows from its other locations and is left out.
 */
export function valuesAfter(
  state: PreState,
  accessSets: readonly AccessSet[],
): ReadonlyMap<LocationKey, bigint> {
  const values = new Map<LocationKey, bigint>();
  for (const write of accessSets.flatMap(({ writes }) => writes)) {
    if (write.location.startsWith("existence:")) continue;
    const before = values.get(write.location) ?? valueAt(state, write.location);
    values.set(write.location, after(before, write));
  }
  return values;
}

function after(before: bigint, { kind, value }: Write): bigint {
  return kind === "set" ? value : before + value;
}

/**
 * The state that transactions left. Code that they made is looked up in `codes`; undefined when it is
 * not there although it is `needed`.
 */
export function stateAfter(
  state: PreState,
  accessSets: readonly AccessSet[],
  codes: ReadonlyMap<Hex, Hex>,
  needed: ReadonlySet<LocationKey>,
): PreState | undefined {
  const changed = new Map(state);
  for (const [key, value] of valuesAfter(state, accessSets)) {
    const location = parseLocationKey(key);
    const account = changed.get(location.address) ?? EMPTY;
    const code = location.kind === "code" ? codeOf(value, codes) : account.code;
    if (code === undefined && needed.has(key)) return undefined;
    const kept = { ...withValue(account, key, value), code: code ?? account.code };
    changed.set(location.address, kept);
  }
  return changed;
}

function codeOf(hash: bigint, codes: ReadonlyMap<Hex, Hex>): Hex | undefined {
  return hash === 0n ? "0x" : codes.get(toWord(hash));
}

function withValue(account: PreStateAccount, key: LocationKey, value: bigint): PreStateAccount {
  const location = parseLocationKey(key);
  switch (location.kind) {
    case "storage":
      return { ...account, storage: new Map(account.storage).set(location.slot, value) };
    case "balance":
      return { ...account, balance: value };
    case "nonce":
      return { ...account, nonce: value };
    case "code":
    case "existence":
      return account;
  }
}

/** The state with another value in one storage slot. */
export function withSlot(state: PreState, key: LocationKey, value: bigint): PreState {
  const { address } = parseLocationKey(key);
  return new Map(state).set(address, withValue(state.get(address) ?? EMPTY, key, value));
}

/** A state with all that another one knows better. */
export function overlaid(state: PreState, better: PreState): PreState {
  const merged = new Map<Address, PreStateAccount>(state);
  for (const [address, account] of better) {
    const storage = new Map([...(state.get(address)?.storage ?? []), ...account.storage]);
    merged.set(address, { ...account, storage });
  }
  return merged;
}
