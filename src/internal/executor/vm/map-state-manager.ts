/* eslint-disable @typescript-eslint/require-await -- the interface wants promises; nothing here waits */
import type { StateManagerInterface } from "@ethereumjs/common";
import { Account, type Address, bytesToHex, createAccount, KECCAK256_NULL } from "@ethereumjs/util";

import { keccak256 as keccak } from "../../primitives/keccak.ts";

const NO_BYTES = new Uint8Array();

/** What {@link MapStateManager} starts from. Keys are addresses and slots in hexadecimal. */
export type MapState = { readonly [K in keyof Values]: ReadonlyMap<string, Values[K]> };

interface Values {
  accounts: Account;
  codes: Uint8Array;
  slots: Uint8Array;
}

/**
 * About the least that an EthereumJS state manager can be: maps over what was there at the start, and a
 * list of what to undo. Stock EthereumJS is measured on it, so that what is measured is not a trie.
 */
export class MapStateManager implements StateManagerInterface {
  readonly originalStorageCache = {
    get: async (address: Address, slot: Uint8Array) => {
      const key = slotKey(address, slot);
      return this.#original.get(key) ?? this.#get("slots", key) ?? NO_BYTES;
    },
    clear: () => {
      this.#original.clear();
    },
  };

  readonly #base: MapState;
  #changed = emptyState();
  /** Slots that the transaction has changed, as they were before it. */
  readonly #original = new Map<string, Uint8Array>();
  readonly #undo: (() => void)[] = [];
  readonly #marks: number[] = [];

  constructor(base: MapState) {
    this.#base = base;
  }

  /** Back to the start. */
  reset(): void {
    this.#changed = emptyState();
    this.#undo.length = 0;
    this.#marks.length = 0;
  }

  async getAccount(address: Address): Promise<Account | undefined> {
    const account = this.#get("accounts", address.toString());
    // What it gives out is changed by those who get it.
    return account === undefined ? undefined : copyOf(account);
  }

  async putAccount(address: Address, account?: Account): Promise<void> {
    this.#set("accounts", address.toString(), account === undefined ? undefined : copyOf(account));
  }

  async deleteAccount(address: Address): Promise<void> {
    this.#set("accounts", address.toString(), undefined);
    await this.clearStorage(address);
  }

  async modifyAccountFields(
    address: Address,
    fields: Partial<Pick<Account, "nonce" | "balance" | "codeHash">>,
  ): Promise<void> {
    const account = (await this.getAccount(address)) ?? createAccount({});
    Object.assign(account, fields);
    await this.putAccount(address, account);
  }

  async putCode(address: Address, code: Uint8Array): Promise<void> {
    this.#set("codes", address.toString(), code);
    await this.modifyAccountFields(address, {
      codeHash: code.length === 0 ? KECCAK256_NULL : keccak(code),
    });
  }

  async getCode(address: Address): Promise<Uint8Array> {
    return this.#get("codes", address.toString()) ?? NO_BYTES;
  }

  async getCodeSize(address: Address): Promise<number> {
    return (await this.getCode(address)).length;
  }

  async getStorage(address: Address, slot: Uint8Array): Promise<Uint8Array> {
    return this.#get("slots", slotKey(address, slot)) ?? NO_BYTES;
  }

  async putStorage(address: Address, slot: Uint8Array, value: Uint8Array): Promise<void> {
    const key = slotKey(address, slot);
    if (!this.#original.has(key)) this.#original.set(key, this.#get("slots", key) ?? NO_BYTES);
    this.#set("slots", key, value);
  }

  async clearStorage(address: Address): Promise<void> {
    const prefix = address.toString();
    for (const key of [...this.#base.slots.keys(), ...this.#changed.slots.keys()]) {
      if (key.startsWith(prefix)) this.#set("slots", key, NO_BYTES);
    }
  }

  async checkpoint(): Promise<void> {
    this.#marks.push(this.#undo.length);
  }

  async commit(): Promise<void> {
    this.#marks.pop();
  }

  async revert(): Promise<void> {
    const mark = this.#marks.pop() ?? 0;
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }

  async getStateRoot(): Promise<Uint8Array> {
    return new Uint8Array(32);
  }

  async setStateRoot(): Promise<void> {
    return Promise.reject(new Error("There is no state root here"));
  }

  async hasStateRoot(): Promise<boolean> {
    return false;
  }

  clearCaches(): void {
    // Nothing is cached.
  }

  shallowCopy(): StateManagerInterface {
    return new MapStateManager(this.#base);
  }

  #get<K extends keyof ChangedState>(kind: K, key: string): Values[K] | undefined {
    const changed: ReadonlyMap<string, Values[K] | undefined> = this.#changed[kind];
    return changed.has(key) ? changed.get(key) : this.#base[kind].get(key);
  }

  #set<K extends keyof ChangedState>(kind: K, key: string, value: Values[K] | undefined): void {
    const map: Map<string, Values[K] | undefined> = this.#changed[kind];
    const had = map.has(key);
    const before = map.get(key);
    this.#undo.push(() => {
      if (had) map.set(key, before);
      else map.delete(key);
    });
    map.set(key, value);
  }
}

type ChangedState = { [K in keyof Values]: Map<string, Values[K] | undefined> };

function emptyState(): ChangedState {
  return { accounts: new Map(), codes: new Map(), slots: new Map() };
}

function copyOf({ nonce, balance, storageRoot, codeHash }: Account): Account {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the factories copy by way of RLP
  return new Account(nonce, balance, storageRoot, codeHash);
}

function slotKey(address: Address, slot: Uint8Array): string {
  return `${address.toString()}${bytesToHex(slot)}`;
}
