import type { AccountRef } from "./account-ref.ts";
import type { FrameStorage } from "./frame-storage.ts";
import type { TransactionState } from "./transaction-state.ts";

/** The storage of one account in the transaction that runs. */
export class AccountStorage implements FrameStorage {
  readonly #state: TransactionState;
  readonly #account: AccountRef;

  constructor(state: TransactionState, account: AccountRef) {
    this.#state = state;
    this.#account = account;
  }

  load(slot: bigint): bigint {
    return this.#state.readSlot(this.#account, slot);
  }

  original(slot: bigint): bigint {
    return this.#state.originalSlot(this.#account, slot);
  }

  store(slot: bigint, value: bigint): void {
    this.#state.writeSlot(this.#account, slot, value);
  }

  isWarm(slot: bigint): boolean {
    return this.#state.isWarmSlot(this.#account, slot);
  }

  warm(slot: bigint): void {
    this.#state.warmSlot(this.#account, slot);
  }
}
