/* eslint-disable @typescript-eslint/require-await -- the interface wants promises; nothing here waits */
import type { Account, Address } from "@ethereumjs/util";

import { bytesToBigInt, bytesToHex, hexToBytes } from "../../primitives/hex.ts";
import type { EthereumJsState } from "./ethereumjs-state.ts";
import type { TransactionState } from "./transaction-state.ts";

/**
 * EthereumJS's journal over a {@link TransactionState}: which addresses and slots are warm (EIP-2929)
 * is kept with the accounts, where checkpoints are, instead of in sets of hexadecimal strings.
 *
 * The stock clean-up fetches every touched account to delete the empty ones (EIP-161). Here an empty
 * account is an absent one already, and the fetches would count as reads.
 */
export class TransactionJournal {
  readonly #state: TransactionState;
  readonly #manager: EthereumJsState;
  readonly #precompiles: ReadonlyMap<string, unknown>;

  /** `precompiles`: by their address in hexadecimal, without 0x. They are always warm. */
  constructor(
    state: TransactionState,
    manager: EthereumJsState,
    precompiles: ReadonlyMap<string, unknown>,
  ) {
    this.#state = state;
    this.#manager = manager;
    this.#precompiles = precompiles;
  }

  async putAccount(address: Address, account: Account): Promise<void> {
    return this.#manager.putAccount(address, account);
  }

  async deleteAccount(address: Address): Promise<void> {
    return this.#manager.deleteAccount(address);
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

  async cleanup(): Promise<void> {
    // See above.
  }

  cleanJournal(): void {
    // The next transaction begins with nothing warm anyway.
  }

  isWarmedAddress(address: Uint8Array): boolean {
    return this.#state.isWarm(this.#state.account(address)) || this.#isPrecompile(address);
  }

  addWarmedAddress(address: Uint8Array): void {
    this.#state.warm(this.#state.account(address));
  }

  isWarmedStorage(address: Uint8Array, slot: Uint8Array): boolean {
    return this.#state.isWarmSlot(this.#state.account(address), bytesToBigInt(slot));
  }

  addWarmedStorage(address: Uint8Array, slot: Uint8Array): void {
    const account = this.#state.account(address);
    this.#state.warm(account);
    this.#state.warmSlot(account, bytesToBigInt(slot));
  }

  addAlwaysWarmAddress(address: string): void {
    this.#state.warmForGood(this.#state.account(hexToBytes(prefixed(address))));
  }

  addAlwaysWarmSlot(address: string, slot: string): void {
    this.addAlwaysWarmAddress(address);
    const account = this.#state.account(hexToBytes(prefixed(address)));
    this.#state.warmSlot(account, BigInt(prefixed(slot)));
  }

  #isPrecompile(address: Uint8Array): boolean {
    // They lie at small numbers; most addresses need no look-up.
    return address[0] === 0 && this.#precompiles.has(bytesToHex(address).slice(2));
  }
}

function prefixed(hex: string): string {
  return hex.startsWith("0x") ? hex : `0x${hex}`;
}
