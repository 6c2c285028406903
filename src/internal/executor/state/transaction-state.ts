/* eslint-disable @typescript-eslint/require-await -- the interface wants promises; nothing here waits */
import type { StateManagerInterface } from "@ethereumjs/common";
import type { Account, Address as EthereumJsAddress } from "@ethereumjs/util";

import type { Write } from "../../model/access-set.ts";
import type { Address } from "../../model/location.ts";
import { storageKey } from "../../model/location.ts";
import { bytesToBigInt, bytesToHex, hexToBytes, toWord } from "../../primitives/hex.ts";
import type { AccessLog } from "./access-log.ts";
import type { CodeStore } from "./code-store.ts";
import type { FrameStorage } from "./frame-storage.ts";
import { OverlayStorage, type WarmSlots } from "./overlay-storage.ts";
import type { StateView } from "./state-view.ts";
import { type AccountObserver, TrackedAccount } from "./tracked-account.ts";
import { TransactionOverlay } from "./transaction-overlay.ts";

const NO_BYTES = new Uint8Array();

/**
 * EthereumJS's state manager for one incarnation of one transaction after another: reads come from a
 * {@link StateView}, writes stay in a {@link TransactionOverlay} until the caller takes them.
 */
export class TransactionState implements StateManagerInterface {
  readonly originalStorageCache = {
    get: async (address: EthereumJsAddress, key: Uint8Array) => this.#originalStorage(address, key),
    clear: () => undefined,
  };

  readonly #codes: CodeStore;
  #current: TransactionOverlay | undefined;
  /** Code that the transaction put somewhere, by its hash. */
  #newCodes = new Map<bigint, Uint8Array>();
  /** Accounts whose storage was cleared: their slots held 0 before the transaction, for gas (EIP-2200). */
  #cleared = new Set<Address>();
  #inPrologue = true;

  constructor(codes: CodeStore) {
    this.#codes = codes;
  }

  begin(view: StateView, log: AccessLog, sender: Address, senderNonce: bigint): void {
    this.#current = new TransactionOverlay(view, log, sender, senderNonce);
    this.#newCodes = new Map();
    this.#cleared = new Set();
    this.#inPrologue = true;
  }

  /** The checks before the EVM runs are over; from here on reads are the contract's own. */
  endPrologue(): void {
    this.#inPrologue = false;
  }

  /** The balance that the sender must have for the transaction to be valid, in wei. */
  requireBalance(address: Address, amount: bigint): void {
    this.#overlay.log.readAtLeast(`balance:${address}`, amount);
  }

  /** An instruction showed this balance to the contract, or failed for the lack of it. */
  readBalanceExactly(address: Address): void {
    const { view, log } = this.#overlay;
    const location = `balance:${address}`;
    // What it sees is the view's balance plus its own changes, so it depends on the former either way.
    log.readExactly(location, view.read(location));
  }

  /** Notes the last reads, and gives the net changes and the new code. To be called once, at the end. */
  finish(): { writes: Write[]; newCodes: ReadonlyMap<bigint, Uint8Array> } {
    this.#overlay.noteBalanceNeeds();
    return { writes: this.#overlay.writes(), newCodes: this.#newCodes };
  }

  async getAccount(address: EthereumJsAddress): Promise<Account | undefined> {
    const key = addressOf(address);
    const overlay = this.#overlay;
    // Of EIP-7702's authorities, the only others asked for in the prologue, existence sets the refund.
    if (this.#inPrologue && key !== overlay.sender) {
      overlay.noteExistenceRead(key);
      if (!overlay.exists(key)) return undefined;
    }
    // Impersonated senders may have code, which EIP-3607 forbids.
    const codeHash = this.#isSenderInPrologue(key) ? 0n : overlay.value(`code:${key}`);
    return new TrackedAccount(
      this.#observer(key),
      overlay.value(`nonce:${key}`),
      overlay.value(`balance:${key}`),
      codeHash === 0n ? undefined : hexToBytes(toWord(codeHash)),
    );
  }

  async putAccount(address: EthereumJsAddress, account?: Account): Promise<void> {
    if (account === undefined) {
      await this.deleteAccount(address);
      return;
    }
    // The raw fields: the getters would count as reads.
    this.#overlay.setAccountFields(addressOf(address), {
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
    this.#overlay.setAccountFields(key, fields);
  }

  /** SELFDESTRUCT at the end of the transaction: the account and all its storage are gone. */
  async deleteAccount(address: EthereumJsAddress): Promise<void> {
    const key = addressOf(address);
    this.readBalanceExactly(key);
    this.#overlay.setAccountFields(key, { nonce: 0n, balance: 0n });
    this.#overlay.set(`code:${key}`, 0n);
    await this.clearStorage(address);
  }

  async putCode(address: EthereumJsAddress, code: Uint8Array): Promise<void> {
    const hash = this.#codes.add(code);
    if (hash !== 0n) this.#newCodes.set(hash, code);
    this.#overlay.set(`code:${addressOf(address)}`, hash);
  }

  async getCode(address: EthereumJsAddress): Promise<Uint8Array> {
    const key = addressOf(address);
    if (!this.#isSenderInPrologue(key)) this.#overlay.noteRead(`code:${key}`);
    return this.#codes.get(this.#overlay.value(`code:${key}`));
  }

  async getCodeSize(address: EthereumJsAddress): Promise<number> {
    return (await this.getCode(address)).length;
  }

  async getStorage(address: EthereumJsAddress, slot: Uint8Array): Promise<Uint8Array> {
    const location = storageKey(addressOf(address), bytesToHex(slot));
    this.#overlay.noteRead(location);
    return wordBytes(this.#overlay.value(location));
  }

  async putStorage(address: EthereumJsAddress, slot: Uint8Array, value: Uint8Array): Promise<void> {
    const overlay = this.#overlay;
    const location = storageKey(addressOf(address), bytesToHex(slot));
    const after = bytesToBigInt(value);
    overlay.log.writeAt(location, overlay.value(location), after);
    overlay.set(location, after);
  }

  /** The storage of an account for as long as one frame runs; `warmSlots` is the EVM's journal. */
  storageOf(address: EthereumJsAddress, warmSlots: WarmSlots): FrameStorage {
    const key = addressOf(address);
    return new OverlayStorage(this.#overlay, warmSlots, this.#cleared, key, address.bytes);
  }

  /** Called for each account that is created, which has no storage, and at a self-destruct. */
  async clearStorage(address: EthereumJsAddress): Promise<void> {
    const key = addressOf(address);
    for (const location of this.#overlay.knownSlots(key)) this.#overlay.set(location, 0n);
    this.#cleared.add(key);
  }

  async checkpoint(): Promise<void> {
    this.#overlay.checkpoint();
  }

  async commit(): Promise<void> {
    this.#overlay.commit();
  }

  async revert(): Promise<void> {
    this.#overlay.revert();
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

  get #overlay(): TransactionOverlay {
    if (this.#current === undefined) throw new Error("begin() must be called first");
    return this.#current;
  }

  #isSenderInPrologue(address: Address): boolean {
    return this.#inPrologue && address === this.#overlay.sender;
  }

  #originalStorage(address: EthereumJsAddress, slot: Uint8Array): Uint8Array {
    const key = addressOf(address);
    if (this.#cleared.has(key)) return NO_BYTES;
    return wordBytes(this.#overlay.view.read(storageKey(key, bytesToHex(slot))));
  }

  #observer(address: Address): AccountObserver {
    const overlay = this.#overlay;
    return {
      readNonce: () => {
        if (address !== overlay.sender) overlay.noteRead(`nonce:${address}`);
      },
      readCode: () => {
        if (!this.#isSenderInPrologue(address)) overlay.noteRead(`code:${address}`);
      },
      readExistence: () => {
        overlay.noteExistenceRead(address);
      },
    };
  }
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
