import type { Address, Hex, LocationKey } from "../../model/location.ts";
import { storageKey } from "../../model/location.ts";
import type { VersionedMemory } from "../memory/versioned-memory.ts";

/** The state before a scenario, with code by its hash, as workers hold it. */
export type BaseState = ReadonlyMap<Address, BaseAccount>;

export interface BaseAccount {
  readonly balance: bigint;
  readonly nonce: bigint;
  /** keccak256 of the code as a number, 0 for none. */
  readonly code: bigint;
  readonly storage: ReadonlyMap<Hex, bigint>;
}

/** The value that a location had before the scenario; whatever is not known is zero. */
function baseValue(base: BaseState, location: LocationKey): bigint {
  const [kind = "", address, slot] = location.split(":");
  const account = base.get(address as Address); // a location key holds an address there
  if (account === undefined) return 0n;
  switch (kind) {
    case "storage":
      return account.storage.get(slot as Hex) ?? 0n; // a storage key holds a slot there
    case "balance":
      return account.balance;
    case "nonce":
      return account.nonce;
    default:
      return account.code;
  }
}

/** The state as the transaction `index` of a scenario sees it: the base under what lower ones wrote. */
export class StateView {
  readonly #base: BaseState;
  readonly #memory: VersionedMemory;
  readonly #index: number;
  /** The highest transaction whose ESTIMATE was read; the incarnation is then in vain. */
  blockedBy: number | undefined;

  constructor(base: BaseState, memory: VersionedMemory, index: number) {
    this.#base = base;
    this.#memory = memory;
    this.#index = index;
  }

  read(location: LocationKey): bigint {
    const { value, estimateBy } = this.#memory.resolve(
      location,
      this.#index,
      baseValue(this.#base, location),
    );
    if (estimateBy !== undefined && (this.blockedBy ?? -1) < estimateBy) {
      this.blockedBy = estimateBy;
    }
    return value;
  }

  /** EIP-161: an account without balance, nonce and code counts as absent. */
  exists(address: Address): boolean {
    return (
      this.read(`nonce:${address}`) !== 0n ||
      this.read(`code:${address}`) !== 0n ||
      this.read(`balance:${address}`) !== 0n
    );
  }

  /** Slots of `address` that may hold something, as far as the scenario touches them. */
  knownSlots(address: Address): LocationKey[] {
    const slots = new Set(this.#memory.locationsWrittenBelow(this.#index, `storage:${address}:`));
    for (const slot of this.#base.get(address)?.storage.keys() ?? []) {
      slots.add(storageKey(address, slot));
    }
    return [...slots];
  }
}
