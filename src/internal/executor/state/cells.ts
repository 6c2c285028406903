import { storageKey, type LocationKey } from "../../model/location.ts";
import { toWord } from "../../primitives/hex.ts";
import type { AccountRef } from "./account-ref.ts";

/** Kinds of locations, as the shared memory numbers them in the lowest three bits of an id. */
export const CELL_KIND = {
  balance: 0,
  nonce: 1,
  code: 2,
  existence: 3,
  cleared: 4,
  storage: 5,
} as const;

export type CellKind = keyof typeof CELL_KIND;

/**
 * One location as a thread sees it: its value before the scenario, after the transactions that a
 * sequential run has made, and within the incarnation that runs now. A thread has one cell a location
 * and scenario, and takes it along instead of the location's name, which is made only for results.
 *
 * What belongs to an incarnation counts only while `epoch` is that of the incarnation, so that
 * beginning a new one costs nothing.
 */
export class ValueCell {
  readonly kind: Exclude<CellKind, "balance" | "cleared">;
  readonly account: AccountRef;
  /** Of a storage cell. */
  readonly slot: bigint;
  /** In the shared memory; -1 outside of it. */
  readonly id: number;
  readonly base: bigint;
  /** For sequential runs: the value after the transactions that ran. */
  committed: bigint;
  epoch = 0;
  /** The value that the incarnation found, and where it stands in the shared memory: 0 is the base. */
  original = 0n;
  place = 0;
  current = 0n;
  /** The incarnation depends on `original`. */
  noted = false;
  /** The incarnation wrote it itself, so that reading it is no read of what came before. */
  written = false;
  /** EIP-2929: the epoch in which it is warm. */
  warm = 0;
  /** False: it is worked out of other locations (existence, since EIP-161). */
  isStored = true;
  #key: LocationKey | undefined;

  constructor(kind: ValueCell["kind"], account: AccountRef, id: number, base: bigint, slot = 0n) {
    this.kind = kind;
    this.account = account;
    this.id = id;
    this.base = base;
    this.committed = base;
    this.slot = slot;
  }

  get key(): LocationKey {
    this.#key ??=
      this.kind === "storage"
        ? storageKey(this.account.address, toWord(this.slot))
        : `${this.kind}:${this.account.address}`;
    return this.#key;
  }
}

/**
 * A balance: within an incarnation a sum of debits and credits, so that what only pays or is paid does
 * not depend on what the balance is. Its value is looked up when somebody asks for it.
 */
export class BalanceCell {
  readonly kind = "balance";
  readonly account: AccountRef;
  readonly id: number;
  readonly base: bigint;
  committed: bigint;
  epoch = 0;
  loaded = false;
  original = 0n;
  delta = 0n;
  /** The lowest that `delta` came to; not undone by a revert, as the check that a debit made had its effect. */
  lowest = 0n;
  /** The balance that the incarnation must at least find for another reason: the price of its gas. */
  required = 0n;
  noted = false;

  constructor(account: AccountRef, id: number, base: bigint) {
    this.account = account;
    this.id = id;
    this.base = base;
    this.committed = base;
  }

  get key(): LocationKey {
    return `balance:${this.account.address}`;
  }
}

export type Cell = ValueCell | BalanceCell;
