import type { Hex } from "../../model/location.ts";
import { hexToBytes } from "../../primitives/hex.ts";
import { remember } from "../../primitives/remember.ts";
import type { AccountBase } from "../memory/location-table.ts";
import type { SharedMemory } from "../memory/shared-memory.ts";
import { AccountRef } from "./account-ref.ts";
import { CELL_KIND, ValueCell } from "./cells.ts";

/** Where a book has the state before the scenario from. */
export interface Origin {
  /** `index` is the account's number in shared memory, -1 outside of it. */
  account(address: Uint8Array): { readonly index: number; readonly base: AccountBase };
  /** `id` as in {@link ValueCell}. */
  slot(account: AccountRef, slot: bigint): { readonly id: number; readonly value: bigint };
  onNewAccount?(account: AccountRef): void;
  onNewSlot?(cell: ValueCell): void;
}

/** The accounts and slots that a thread has met in a scenario, each once. */
export class LocationBook {
  readonly #accounts = new Map<string, AccountRef>();
  /** The same by their addresses in hexadecimal, of which a witness names one again and again. */
  readonly #byHex = new Map<Hex, AccountRef>();
  readonly #origin: Origin;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  account(address: Uint8Array): AccountRef {
    const key = latin1(address);
    const known = this.#accounts.get(key);
    if (known !== undefined) return known;
    const { index, base } = this.#origin.account(address);
    // A copy: the caller's bytes may be part of something larger, or change.
    const account = new AccountRef(Uint8Array.from(address), index, base);
    this.#accounts.set(key, account);
    this.#origin.onNewAccount?.(account);
    return account;
  }

  accountAt(address: Hex): AccountRef {
    return remember(this.#byHex, address, () => this.account(hexToBytes(address)));
  }

  slot(account: AccountRef, slot: bigint): ValueCell {
    const known = account.slots.get(slot);
    if (known !== undefined) return known;
    const { id, value } = this.#origin.slot(account, slot);
    const cell = new ValueCell("storage", account, id, value, slot);
    if (account.storageGone) cell.committed = 0n;
    account.slots.set(slot, cell);
    this.#origin.onNewSlot?.(cell);
    return cell;
  }
}

const NOTHING: AccountBase = {
  balance: 0n,
  nonce: 0n,
  code: 0n,
  exists: false,
  hasStorage: false,
};

/**
 * A book over the shared memory. With `add`, what it does not hold is put into it, so that all threads
 * give it the same number; without, it is only read, which can run out of nothing.
 */
export function sharedBook(memory: SharedMemory, add: boolean): LocationBook {
  const { locations } = memory;
  const orFail = (number: number) => {
    if (number < 0 && add) memory.fail("memory");
    return number;
  };
  return new LocationBook({
    account: (address) => {
      const index = orFail(add ? locations.addAccount(address) : locations.findAccount(address));
      return { index, base: index < 0 ? NOTHING : locations.accountBase(index) };
    },
    slot: (account, slot) => {
      if (account.index < 0) return { id: -1, value: 0n };
      const { index } = account;
      const number = orFail(add ? locations.addSlot(index, slot) : locations.findSlot(index, slot));
      return number < 0
        ? { id: -1, value: 0n }
        : { id: number * 8 + CELL_KIND.storage, value: locations.slotBase(number) };
    },
  });
}

/** The bytes as a string of as many characters: a key that is made faster than a hexadecimal one. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
