/* eslint-disable @typescript-eslint/require-await -- the interface wants promises; nothing here waits */
import type { StateManagerInterface } from "@ethereumjs/common";
import type { Account, Address as EthereumJsAddress } from "@ethereumjs/util";

import type { Write } from "../../model/access-set.ts";
import type { Address, Hex, LocationKey } from "../../model/location.ts";
import { storageKey } from "../../model/location.ts";
import { bytesToBigInt, bytesToHex, hexToBytes, toWord } from "../../primitives/hex.ts";
import { type AccessLog, byLocation } from "./access-log.ts";
import type { CodeStore } from "./code-store.ts";
import type { StateView } from "./state-view.ts";
import { TrackedAccount } from "./tracked-account.ts";
import { UndoableMap } from "./undoable-map.ts";

const NO_BYTES = new Uint8Array();

/**
 * EthereumJS's state manager for one incarnation of one transaction: reads come from its
 * {@link StateView}, writes stay here until the caller takes them with {@link writes}.
 *
 * The sender's nonce is not read from the view but taken from the transaction: it is known before
 * any execution, and so transactions of one sender can run at the same time. Whoever commits the
 * transaction checks it.
 */
export class TransactionState implements StateManagerInterface {
  readonly originalStorageCache = {
    get: async (address: EthereumJsAddress, key: Uint8Array) => this.#originalStorage(address, key),
    clear: () => undefined,
  };

  readonly #codes: CodeStore;
  #current: CurrentTransaction | undefined;

  constructor(codes: CodeStore) {
    this.#codes = codes;
  }

  begin(view: StateView, log: AccessLog, sender: Address, senderNonce: bigint): void {
    const values = new UndoableMap<LocationKey, bigint>();
    this.#current = {
      view,
      log,
      sender,
      values,
      senderNonce,
      cleared: new Set(),
      touchedAccounts: new Set(),
      lowestBalance: new Map(),
      newCodes: new Map(),
      inPrologue: true,
    };
  }

  /** The checks before the EVM runs are over; from here on reads are the contract's own. */
  endPrologue(): void {
    this.#transaction.inPrologue = false;
  }

  /** The balance that the sender must have for the transaction to be valid, in wei. */
  requireBalance(address: Address, amount: bigint): void {
    this.#transaction.log.readAtLeast(`balance:${address}`, amount);
  }

  /** An instruction showed this balance to the contract, or failed for the lack of it. */
  readBalanceExactly(address: Address): void {
    const { view, log } = this.#transaction;
    const location = `balance:${address}`;
    // What it sees is the view's balance plus its own changes, so it depends on the former either way.
    log.readExactly(location, view.read(location));
  }

  /** The value of a slot at this moment, without noting a read. */
  peekStorage(address: Address, slot: Hex): bigint {
    return this.#value(storageKey(address, slot));
  }

  /** Net changes: locations whose value differs from the one before the transaction. */
  writes(): Write[] {
    const { values, view } = this.#transaction;
    const writes: Write[] = [];
    for (const [location, value] of values.entries()) {
      const before = this.#before(location, view);
      if (value === before) continue;
      const isDelta = location.startsWith("balance:");
      writes.push({
        location,
        kind: isDelta ? "add" : "set",
        value: isDelta ? value - before : value,
      });
    }
    return [...writes, ...this.#existenceWrites()].sort(byLocation);
  }

  /** Code that the transaction put somewhere, by its hash. */
  newCodes(): ReadonlyMap<bigint, Uint8Array> {
    return this.#transaction.newCodes;
  }

  /** Debits that the contract made, as the balance that they needed at the start. */
  noteBalanceNeeds(): void {
    const { lowestBalance, view, log } = this.#transaction;
    for (const [address, lowest] of lowestBalance) {
      const location = `balance:${address}`;
      const before = view.read(location);
      if (lowest < before) log.readAtLeast(location, before - lowest);
    }
  }

  async getAccount(address: EthereumJsAddress): Promise<Account | undefined> {
    const key = addressOf(address);
    const transaction = this.#transaction;
    const { inPrologue, sender } = transaction;
    // Of EIP-7702's authorities, the only others asked for in the prologue, existence sets the refund.
    if (inPrologue && key !== sender && !this.#exists(key, true)) return undefined;
    const codeHash = inPrologue && key === sender ? 0n : this.#value(`code:${key}`);
    return new TrackedAccount(
      this.#observer(key),
      this.#value(`nonce:${key}`),
      this.#value(`balance:${key}`),
      codeHash === 0n ? undefined : hexToBytes(toWord(codeHash)),
    );
  }

  async putAccount(address: EthereumJsAddress, account?: Account): Promise<void> {
    if (account === undefined) {
      await this.deleteAccount(address);
      return;
    }
    // The raw fields: the getters would count as reads.
    this.#setAccountFields(addressOf(address), {
      nonce: account._nonce ?? undefined,
      balance: account._balance ?? undefined,
    });
  }

  async modifyAccountFields(
    address: EthereumJsAddress,
    fields: { nonce?: bigint; balance?: bigint },
  ): Promise<void> {
    const key = addressOf(address);
    if (fields.balance !== undefined) this.readBalanceExactly(key);
    this.#setAccountFields(key, fields);
  }

  /** SELFDESTRUCT at the end of the transaction: the account and all its storage are gone. */
  async deleteAccount(address: EthereumJsAddress): Promise<void> {
    const key = addressOf(address);
    this.readBalanceExactly(key);
    this.#setAccountFields(key, { nonce: 0n, balance: 0n });
    this.#set(`code:${key}`, 0n);
    await this.clearStorage(address);
  }

  async putCode(address: EthereumJsAddress, code: Uint8Array): Promise<void> {
    const hash = this.#codes.add(code);
    if (hash !== 0n) this.#transaction.newCodes.set(hash, code);
    this.#set(`code:${addressOf(address)}`, hash);
  }

  async getCode(address: EthereumJsAddress): Promise<Uint8Array> {
    const key = addressOf(address);
    if (!this.#transaction.inPrologue || key !== this.#transaction.sender) {
      this.#noteRead(`code:${key}`);
    }
    return this.#codes.get(this.#value(`code:${key}`));
  }

  async getCodeSize(address: EthereumJsAddress): Promise<number> {
    return (await this.getCode(address)).length;
  }

  async getStorage(address: EthereumJsAddress, slot: Uint8Array): Promise<Uint8Array> {
    const location = storageKey(addressOf(address), bytesToHex(slot));
    this.#noteRead(location);
    return wordBytes(this.#value(location));
  }

  async putStorage(address: EthereumJsAddress, slot: Uint8Array, value: Uint8Array): Promise<void> {
    const location = storageKey(addressOf(address), bytesToHex(slot));
    const after = bytesToBigInt(value);
    this.#transaction.log.writeAt(location, this.#value(location), after);
    this.#set(location, after);
  }

  /** Called for each account that is created, which has no storage, and at a self-destruct. */
  async clearStorage(address: EthereumJsAddress): Promise<void> {
    const { view, values, cleared } = this.#transaction;
    const key = addressOf(address);
    const prefix = `storage:${key}:`;
    const written = [...values.entries()].map(([location]) => location);
    for (const location of new Set([...view.knownSlots(key), ...written])) {
      if (location.startsWith(prefix)) this.#set(location, 0n);
    }
    cleared.add(key);
  }

  async checkpoint(): Promise<void> {
    this.#transaction.values.checkpoint();
  }

  async commit(): Promise<void> {
    this.#transaction.values.commit();
  }

  async revert(): Promise<void> {
    this.#transaction.values.revert();
  }

  async getStateRoot(): Promise<Uint8Array> {
    // Only receipts from before Byzantium hold a state root, and none of them is compared.
    return new Uint8Array(32);
  }

  async setStateRoot(): Promise<void> {
    return Promise.reject(new Error("There is no state root here"));
  }

  async hasStateRoot(): Promise<boolean> {
    return false;
  }

  clearCaches(): void {
    // Nothing is cached beyond the transaction.
  }

  shallowCopy(): StateManagerInterface {
    return new TransactionState(this.#codes);
  }

  get #transaction(): CurrentTransaction {
    if (this.#current === undefined) throw new Error("begin() must be called first");
    return this.#current;
  }

  #originalStorage(address: EthereumJsAddress, slot: Uint8Array): Uint8Array {
    const key = addressOf(address);
    const { view, cleared } = this.#transaction;
    if (cleared.has(key)) return NO_BYTES;
    return wordBytes(view.read(storageKey(key, bytesToHex(slot))));
  }

  #value(location: LocationKey): bigint {
    const { values, view } = this.#transaction;
    return values.get(location) ?? this.#before(location, view);
  }

  #before(location: LocationKey, view: StateView): bigint {
    const { sender, senderNonce } = this.#transaction;
    return location === `nonce:${sender}` ? senderNonce : view.read(location);
  }

  #set(location: LocationKey, value: bigint): void {
    this.#transaction.values.set(location, value);
  }

  #setAccountFields(
    address: Address,
    fields: { nonce?: bigint | undefined; balance?: bigint | undefined },
  ): void {
    const { touchedAccounts, lowestBalance } = this.#transaction;
    touchedAccounts.add(address);
    // Whole accounts are put back where one field changed; the others must not count as written,
    // as what a transaction wrote itself is no read of the state any more.
    if (fields.nonce !== undefined && fields.nonce !== this.#value(`nonce:${address}`)) {
      this.#set(`nonce:${address}`, fields.nonce);
    }
    if (fields.balance === undefined) return;
    const known = lowestBalance.get(address);
    if (known === undefined || fields.balance < known) lowestBalance.set(address, fields.balance);
    this.#set(`balance:${address}`, fields.balance);
  }

  /** Notes a read of a location that the transaction has not written itself. */
  #noteRead(location: LocationKey): void {
    const { values, view, log } = this.#transaction;
    if (values.get(location) === undefined) log.readExactly(location, view.read(location));
  }

  #observer(address: Address) {
    const isSender = address === this.#transaction.sender;
    return {
      readNonce: () => {
        if (!isSender) this.#noteRead(`nonce:${address}`);
      },
      readCode: () => {
        if (!isSender || !this.#transaction.inPrologue) this.#noteRead(`code:${address}`);
      },
      readExistence: () => this.#exists(address, true),
    };
  }

  #exists(address: Address, note: boolean): boolean {
    const { view, log } = this.#transaction;
    if (note) log.readExactly(`existence:${address}`, view.exists(address) ? 1n : 0n);
    return (
      this.#value(`nonce:${address}`) !== 0n ||
      this.#value(`balance:${address}`) !== 0n ||
      this.#value(`code:${address}`) !== 0n
    );
  }

  #existenceWrites(): Write[] {
    const { touchedAccounts, view } = this.#transaction;
    const writes: Write[] = [];
    for (const address of touchedAccounts) {
      const after = this.#exists(address, false);
      if (view.exists(address) === after) continue;
      writes.push({ location: `existence:${address}`, kind: "set", value: after ? 1n : 0n });
    }
    return writes;
  }
}

interface CurrentTransaction {
  readonly view: StateView;
  readonly log: AccessLog;
  readonly sender: Address;
  readonly senderNonce: bigint;
  readonly values: UndoableMap<LocationKey, bigint>;
  /** Accounts whose storage was cleared: their slots held 0 before the transaction, for gas (EIP-2200). */
  readonly cleared: Set<Address>;
  readonly touchedAccounts: Set<Address>;
  /** Not undone by a revert: the check that a debit made had its effect. */
  readonly lowestBalance: Map<Address, bigint>;
  readonly newCodes: Map<bigint, Uint8Array>;
  inPrologue: boolean;
}

function addressOf(address: EthereumJsAddress): Address {
  return bytesToHex(address.bytes);
}

/** As EthereumJS wants it: without leading zeros, nothing for 0. */
function wordBytes(value: bigint): Uint8Array {
  if (value === 0n) return NO_BYTES;
  const hex = value.toString(16);
  return hexToBytes(`0x${hex.length % 2 === 0 ? hex : `0${hex}`}`);
}
