/* eslint-disable @typescript-eslint/require-await -- the interface wants promises; nothing here waits */
import type { StateManagerInterface } from "@ethereumjs/common";
import type { Account, Address } from "@ethereumjs/util";

import { bytesToBigInt, hexToBytes } from "../../primitives/hex.ts";
import type { AccountRef } from "./account-ref.ts";
import type { FrameStorage } from "./frame-storage.ts";
import { TrackedAccount } from "./tracked-account.ts";
import type { TransactionState } from "./transaction-state.ts";

const NO_BYTES = new Uint8Array();

/** EthereumJS's state manager over a {@link TransactionState}. */
export class EthereumJsState implements StateManagerInterface {
  readonly originalStorageCache = {
    get: async (address: Address, key: Uint8Array) =>
      wordBytes(this.#state.originalSlot(this.#account(address), bytesToBigInt(key))),
    clear: () => undefined,
  };

  readonly #state: TransactionState;
  readonly #existenceIsStored: boolean;
  #inPrologue = false;

  constructor(state: TransactionState, existenceIsStored: boolean) {
    this.#state = state;
    this.#existenceIsStored = existenceIsStored;
  }

  /** The checks that `runTx` makes before the EVM runs begin; what they look at is not all read. */
  beginPrologue(): void {
    this.#inPrologue = true;
  }

  /** From here on reads are the contract's own. */
  endPrologue(): void {
    this.#inPrologue = false;
  }

  get isInPrologue(): boolean {
    return this.#inPrologue;
  }

  storageOf(address: Address): FrameStorage {
    return this.#state.storageOf(this.#account(address));
  }

  async getAccount(address: Address): Promise<Account | undefined> {
    const account = this.#account(address);
    if (this.#asksForExistence(account) && !this.#state.readExistence(account)) return undefined;
    return new TrackedAccount(this.#state, account, this.#isSenderInPrologue(account));
  }

  async putAccount(address: Address, account?: Account): Promise<void> {
    if (account === undefined) {
      await this.deleteAccount(address);
      return;
    }
    const ref = this.#account(address);
    const { nonce, balance } =
      account instanceof TrackedAccount
        ? account.changes
        : { nonce: account.nonce, balance: account.balance };
    this.#state.touch(ref);
    if (nonce !== undefined) this.#state.setNonce(ref, nonce);
    if (balance !== undefined) this.#state.setBalance(ref, balance);
  }

  async modifyAccountFields(
    address: Address,
    fields: { nonce?: bigint; balance?: bigint },
  ): Promise<void> {
    const account = this.#account(address);
    if (fields.balance !== undefined) {
      this.#state.readBalanceExactly(account);
      this.#state.setBalance(account, fields.balance);
    }
    if (fields.nonce !== undefined) this.#state.setNonce(account, fields.nonce);
  }

  async deleteAccount(address: Address): Promise<void> {
    this.#state.delete(this.#account(address));
  }

  async putCode(address: Address, code: Uint8Array): Promise<void> {
    this.#state.setCode(this.#account(address), code);
  }

  async getCode(address: Address): Promise<Uint8Array> {
    const account = this.#account(address);
    // Impersonated senders may have code, which EIP-3607 forbids.
    return this.#isSenderInPrologue(account) ? NO_BYTES : this.#state.readCode(account);
  }

  async getCodeSize(address: Address): Promise<number> {
    return (await this.getCode(address)).length;
  }

  async getStorage(address: Address, slot: Uint8Array): Promise<Uint8Array> {
    return wordBytes(this.#state.readSlot(this.#account(address), bytesToBigInt(slot)));
  }

  async putStorage(address: Address, slot: Uint8Array, value: Uint8Array): Promise<void> {
    this.#state.writeSlot(this.#account(address), bytesToBigInt(slot), bytesToBigInt(value));
  }

  async clearStorage(address: Address): Promise<void> {
    this.#state.clearStorage(this.#account(address));
  }

  async checkpoint(): Promise<void> {
    this.#state.checkpoint();
  }

  async commit(): Promise<void> {
    this.#state.commit();
  }

  async revert(): Promise<void> {
    this.#state.revert();
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
    return new EthereumJsState(this.#state, this.#existenceIsStored);
  }

  #account(address: Address): AccountRef {
    return this.#state.account(address.bytes);
  }

  #isSenderInPrologue(account: AccountRef): boolean {
    return this.#inPrologue && account === this.#state.sender;
  }

  /** Of EIP-7702's authorities, the only others asked for in the prologue, existence sets the refund. */
  #asksForExistence(account: AccountRef): boolean {
    return this.#existenceIsStored || (this.#inPrologue && account !== this.#state.sender);
  }
}

/** As EthereumJS wants it: without leading zeros, nothing for 0. */
function wordBytes(value: bigint): Uint8Array {
  if (value === 0n) return NO_BYTES;
  const hex = value.toString(16);
  return hexToBytes(`0x${hex.length % 2 === 0 ? hex : `0${hex}`}`);
}
