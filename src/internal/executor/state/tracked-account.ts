import { Account, KECCAK256_NULL } from "@ethereumjs/util";

import type { AccountRef } from "./account-ref.ts";
import type { TransactionState } from "./transaction-state.ts";

/**
 * An account that looks up its fields when they are asked for. EthereumJS fetches whole accounts, mostly
 * to add to a balance; taking each fetch for a read of balance, nonce and code would make transactions
 * conflict that have nothing in common.
 *
 * Reads of balances are not noted here: EthereumJS makes one on every call, also of value 0. What
 * depends on a balance is noted where it does: the opcodes that show it, and debits.
 */
export class TrackedAccount extends Account {
  readonly #state: TransactionState;
  readonly #ref: AccountRef;
  readonly #hideCode: boolean;
  #newNonce: bigint | undefined;
  #newBalance: bigint | undefined;

  /** `hideCode`: it is shown without code. */
  constructor(state: TransactionState, ref: AccountRef, hideCode: boolean) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the factories cannot make a subclass
    super();
    this.#state = state;
    this.#ref = ref;
    this.#hideCode = hideCode;
  }

  /** Fields that were set since the account was fetched. */
  get changes(): { readonly nonce: bigint | undefined; readonly balance: bigint | undefined } {
    return { nonce: this.#newNonce, balance: this.#newBalance };
  }

  override get nonce(): bigint {
    return this.#newNonce ?? this.#state.readNonce(this.#ref);
  }

  override set nonce(nonce: bigint) {
    this.#newNonce = nonce;
  }

  override get balance(): bigint {
    return this.#newBalance ?? this.#state.balanceOf(this.#ref);
  }

  override set balance(balance: bigint) {
    this.#newBalance = balance;
  }

  override get codeHash(): Uint8Array {
    return this.#hideCode ? KECCAK256_NULL : this.#state.readCodeHash(this.#ref);
  }

  override isContract(): boolean {
    return this.codeHash !== KECCAK256_NULL;
  }

  /** EIP-161 emptiness: one bit of the account, not its three fields. */
  override isEmpty(): boolean {
    return !this.#state.readExistence(this.#ref);
  }
}
