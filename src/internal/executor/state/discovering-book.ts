import type { AccountRef } from "./account-ref.ts";
import type { ValueCell } from "./cells.ts";
import { LocationBook } from "./location-book.ts";

/** A book of a state that is not known beforehand: what turns up reads as zero until somebody has learnt it. */
export class DiscoveringBook {
  readonly book: LocationBook;
  #accounts = new Set<AccountRef>();
  #slots = new Set<ValueCell>();

  constructor() {
    this.book = new LocationBook({
      account: () => ({ index: -1, base: NOTHING }),
      slot: () => ({ id: -1, value: 0n }),
      onNewAccount: (account) => this.#accounts.add(account),
      onNewSlot: (cell) => this.#slots.add(cell),
    });
  }

  get hasMissing(): boolean {
    return this.#accounts.size > 0 || this.#slots.size > 0;
  }

  /** What turned up since the last time. */
  takeMissing(): {
    readonly accounts: readonly AccountRef[];
    readonly slots: readonly ValueCell[];
  } {
    const missing = { accounts: [...this.#accounts], slots: [...this.#slots] };
    this.#accounts = new Set();
    this.#slots = new Set();
    return missing;
  }
}

const NOTHING = { balance: 0n, nonce: 0n, code: 0n, exists: false, hasStorage: false };
