import type { Address } from "../../model/location.ts";
import { bytesToHex } from "../../primitives/hex.ts";
import { ACCOUNT, CONTROL, type MemoryLayout, SLOT, type Table } from "./memory-layout.ts";
import { readWord, type Words, writeWord } from "./words.ts";

/** What an account held before the scenario. */
export interface AccountBase {
  readonly balance: bigint;
  readonly nonce: bigint;
  /** keccak256 of the code as a number, 0 for none. */
  readonly code: bigint;
  /** It is there at all: what the rules before EIP-161 ask, for which an empty account may exist. */
  readonly exists: boolean;
  readonly hasStorage: boolean;
}

const EXISTS = 1;
const HAS_STORAGE = 2;

/**
 * All accounts and slots of a scenario, numbered, in memory that threads share: two hash tables with
 * open addressing, whose entries are only ever added. Keys are compared whole.
 *
 * Publication: an entry is filled first and then put into the index by compare-and-exchange; whoever
 * finds its number there sees it filled (the Atomics of one location are ordered, and what comes before
 * a store comes before a load that sees it).
 */
export class LocationTable {
  readonly #memory: Words;
  readonly #layout: MemoryLayout;
  readonly #key = new Int32Array(8);
  readonly #keyDoubles = new BigUint64Array(this.#key.buffer);
  readonly #keyBytes = new Uint8Array(this.#key.buffer);

  constructor(memory: Words, layout: MemoryLayout) {
    this.#memory = memory;
    this.#layout = layout;
  }

  /** The number of an account, -1 if it is not there. */
  findAccount(address: Uint8Array): number {
    return this.#search(this.#accounts(address), false);
  }

  /** The number of an account, which is added if it is not there; -1 when the table is full. */
  addAccount(address: Uint8Array): number {
    return this.#search(this.#accounts(address), true);
  }

  findSlot(account: number, slot: bigint): number {
    return this.#search(this.#slots(account, slot), false);
  }

  addSlot(account: number, slot: bigint): number {
    return this.#search(this.#slots(account, slot), true);
  }

  /** Sets what an account held before the scenario; to be called before threads run, once. */
  setAccountBase(account: number, base: AccountBase): void {
    const at = this.#accountAt(account);
    writeWord(this.#memory, at + ACCOUNT.balance, base.balance);
    writeWord(this.#memory, at + ACCOUNT.code, base.code);
    this.#memory.doubles[(at + ACCOUNT.nonce) >> 1] = base.nonce;
    this.#memory.words[at + ACCOUNT.flags] =
      (base.exists ? EXISTS : 0) | (base.hasStorage ? HAS_STORAGE : 0);
  }

  setSlotBase(slot: number, value: bigint): void {
    writeWord(this.#memory, this.#slotAt(slot) + SLOT.value, value);
  }

  accountBase(account: number): AccountBase {
    const at = this.#accountAt(account);
    const flags = this.#memory.words[at + ACCOUNT.flags] ?? 0;
    return {
      balance: readWord(this.#memory, at + ACCOUNT.balance),
      nonce: this.#memory.doubles[(at + ACCOUNT.nonce) >> 1] ?? 0n,
      code: readWord(this.#memory, at + ACCOUNT.code),
      exists: (flags & EXISTS) !== 0,
      hasStorage: (flags & HAS_STORAGE) !== 0,
    };
  }

  slotBase(slot: number): bigint {
    return readWord(this.#memory, this.#slotAt(slot) + SLOT.value);
  }

  accountOfSlot(slot: number): number {
    return this.#memory.words[this.#slotAt(slot) + SLOT.account] ?? 0;
  }

  slotNumber(slot: number): bigint {
    return readWord(this.#memory, this.#slotAt(slot) + SLOT.slot);
  }

  address(account: number): Address {
    const at = this.#accountAt(account);
    const words = this.#memory.words.slice(at + ACCOUNT.address, at + ACCOUNT.address + 5);
    return bytesToHex(new Uint8Array(words.buffer));
  }

  /** Where the head of a list of versions lies. `kind`: 0 balance, 1 nonce, 2 code, 3 existence, 4 cleared. */
  accountHead(account: number, kind: number): number {
    return this.#accountAt(account) + ACCOUNT.heads + kind;
  }

  slotHead(slot: number): number {
    return this.#slotAt(slot) + SLOT.head;
  }

  #accountAt(account: number): number {
    return this.#layout.accountEntries + account * ACCOUNT.words;
  }

  #slotAt(slot: number): number {
    return this.#layout.slotEntries + slot * SLOT.words;
  }

  #accounts(address: Uint8Array): Search {
    this.#key.fill(0);
    this.#keyBytes.set(address);
    return ACCOUNTS;
  }

  #slots(account: number, slot: bigint): Search {
    const key = this.#keyDoubles;
    key[0] = slot;
    key[1] = slot >> 64n;
    key[2] = slot >> 128n;
    key[3] = slot >> 192n;
    SLOTS.account = account;
    return SLOTS;
  }

  #search(search: Search, add: boolean): number {
    const { words } = this.#memory;
    const table = this.#layout[search.table];
    let entry = -1;
    for (let i = this.#hash(search.account) & (table.size - 1); ; i = (i + 1) & (table.size - 1)) {
      let found = Atomics.load(words, table.at + i);
      if (found === 0) {
        if (!add) return -1;
        if (entry < 0) entry = this.#allocate(search, table);
        if (entry < 0) return -1;
        found = Atomics.compareExchange(words, table.at + i, 0, entry + 1);
        if (found === 0) return entry;
      }
      if (this.#isAt(found - 1, search)) return found - 1;
    }
  }

  #allocate(search: Search, table: Table): number {
    const { words } = this.#memory;
    const entry = Atomics.add(words, search.counter, 1);
    if (entry >= table.capacity) return -1;
    const at = this.#keyAt(entry, search);
    for (let i = 0; i < search.keyWords; i++) words[at + i] = this.#key[i] ?? 0;
    if (search === SLOTS) words[this.#slotAt(entry) + SLOT.account] = search.account;
    return entry;
  }

  #keyAt(entry: number, search: Search): number {
    return search === SLOTS
      ? this.#slotAt(entry) + SLOT.slot
      : this.#accountAt(entry) + ACCOUNT.address;
  }

  #isAt(entry: number, search: Search): boolean {
    const { words } = this.#memory;
    const at = this.#keyAt(entry, search);
    for (let i = 0; i < search.keyWords; i++) if (words[at + i] !== this.#key[i]) return false;
    return search !== SLOTS || words[this.#slotAt(entry) + SLOT.account] === search.account;
  }

  /** Mixes all words of the key (constants of MurmurHash3's finalizer). */
  #hash(seed: number): number {
    let hash = seed;
    for (const word of this.#key) {
      hash = Math.imul(hash ^ word, 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  }
}

/** What differs between the two tables. `account` belongs to the key of a slot. */
interface Search {
  readonly table: "accountIndex" | "slotIndex";
  readonly counter: number;
  readonly keyWords: number;
  account: number;
}

const ACCOUNTS: Search = {
  table: "accountIndex",
  counter: CONTROL.accounts,
  keyWords: 5,
  account: 0,
};

const SLOTS: Search = {
  table: "slotIndex",
  counter: CONTROL.slots,
  keyWords: 8,
  account: 0,
};
