import { KECCAK256_NULL } from "@ethereumjs/util";

import type { AccessLog } from "./access-log.ts";
import type { AccountRef } from "./account-ref.ts";
import { AccountStorage } from "./account-storage.ts";
import type { ValueCell } from "./cells.ts";
import type { CodeSource } from "./code-source.ts";
import type { FrameStorage } from "./frame-storage.ts";
import type { LocationBook } from "./location-book.ts";
import { OpenCells } from "./open-cells.ts";
import type { StateView } from "./state-view.ts";
import type { CellRead, TransactionWrites } from "./transaction-writes.ts";
import { UndoLog } from "./undo-log.ts";

/** What a transaction runs on. */
export interface TransactionContext {
  readonly book: LocationBook;
  readonly view: StateView;
  readonly codes: CodeSource;
  readonly log: AccessLog;
  readonly sender: AccountRef;
  readonly nonce: bigint;
  /** The sender can pay, whatever other transactions do. */
  readonly assured: boolean;
}

/**
 * What one incarnation of one transaction has read and written so far, over the {@link StateView} that
 * it reads from; one incarnation after another.
 *
 * The sender's nonce is not read from the view but taken from the transaction: it is known before any
 * execution, and so transactions of one sender can run at the same time. Whoever commits the
 * transaction checks it.
 */
export class TransactionState {
  /** Before EIP-161 an account that is empty may exist, which is then a location of its own. */
  readonly #existenceIsStored: boolean;
  readonly #undo = new UndoLog();
  #context: TransactionContext | undefined;
  #cells: OpenCells | undefined;
  #cleared = new Set<AccountRef>();

  constructor(existenceIsStored: boolean) {
    this.#existenceIsStored = existenceIsStored;
  }

  begin(context: TransactionContext): void {
    this.#context = context;
    this.#cells = new OpenCells(context.view, context.sender, context.nonce);
    this.#undo.clear();
    this.#cleared = new Set();
  }

  get log(): AccessLog {
    return this.#active.log;
  }

  get sender(): AccountRef {
    return this.#active.sender;
  }

  get isSenderAssured(): boolean {
    return this.#active.assured;
  }

  account(address: Uint8Array): AccountRef {
    return this.#active.book.account(address);
  }

  storageOf(account: AccountRef): FrameStorage {
    return new AccountStorage(this, account);
  }

  checkpoint(): void {
    this.#undo.checkpoint();
  }

  commit(): void {
    this.#undo.commit();
  }

  revert(): void {
    this.#undo.revert();
  }

  readSlot(account: AccountRef, slot: bigint): bigint {
    const cell = this.#slot(account, slot);
    this.#note(cell);
    return cell.current;
  }

  originalSlot(account: AccountRef, slot: bigint): bigint {
    return account.cleared === this.#open.epoch ? 0n : this.#slot(account, slot).original;
  }

  writeSlot(account: AccountRef, slot: bigint, value: bigint): void {
    const cell = this.#slot(account, slot);
    this.log.noteWrite(cell, cell.current, value);
    this.#write(cell, value);
  }

  isWarmSlot(account: AccountRef, slot: bigint): boolean {
    return this.#active.book.slot(account, slot).warm === this.#open.epoch;
  }

  warmSlot(account: AccountRef, slot: bigint): void {
    const cell = this.#active.book.slot(account, slot);
    if (cell.warm === this.#open.epoch) return;
    this.#undo.warm(cell);
    cell.warm = this.#open.epoch;
  }

  isWarm(account: AccountRef): boolean {
    return account.warm === this.#open.epoch;
  }

  warm(account: AccountRef): void {
    if (account.warm === this.#open.epoch) return;
    this.#undo.warm(account);
    account.warm = this.#open.epoch;
  }

  /** Not undone by a revert: the addresses that are warm from the start. */
  warmForGood(account: AccountRef): void {
    account.warm = this.#open.epoch;
  }

  /** In wei. Notes nothing: what depends on it is noted where it does. */
  balanceOf(account: AccountRef): bigint {
    const cell = this.#open.loadedBalance(account.balance);
    return cell.original + cell.delta;
  }

  /** A debit, if it is negative; whoever makes one has looked whether the balance suffices. */
  addBalance(account: AccountRef, amount: bigint): void {
    const cell = this.#open.balance(account.balance);
    this.#undo.balance(cell);
    cell.delta += amount;
    if (cell.delta < cell.lowest) cell.lowest = cell.delta;
  }

  setBalance(account: AccountRef, balance: bigint): void {
    this.addBalance(account, balance - this.balanceOf(account));
  }

  /** The balance that the transaction needs to be valid, in wei. */
  requireBalance(account: AccountRef, amount: bigint): void {
    const cell = this.#open.balance(account.balance);
    if (amount > cell.required) cell.required = amount;
  }

  /** An instruction showed this balance to the contract, or failed for the lack of it. */
  readBalanceExactly(account: AccountRef): void {
    const cell = this.#open.loadedBalance(account.balance);
    // What it sees is the view's balance plus its own changes, so it depends on the former either way.
    cell.noted = true;
    this.log.noteRead(cell, cell.original);
  }

  readNonce(account: AccountRef): bigint {
    const cell = this.#open.value(account.nonce);
    if (account !== this.sender) this.#note(cell);
    return cell.current;
  }

  setNonce(account: AccountRef, nonce: bigint): void {
    const cell = this.#open.value(account.nonce);
    // Whole accounts are put back where one field changed; the others must not count as written,
    // as what a transaction wrote itself is no read of the state any more.
    if (nonce !== cell.current) this.#write(cell, nonce);
  }

  readCode(account: AccountRef): Uint8Array {
    const cell = this.#open.value(account.code);
    this.#note(cell);
    return this.#active.codes.get(cell.current);
  }

  readCodeHash(account: AccountRef): Uint8Array {
    const cell = this.#open.value(account.code);
    this.#note(cell);
    return cell.current === 0n ? KECCAK256_NULL : this.#active.codes.hashBytes(cell.current);
  }

  setCode(account: AccountRef, code: Uint8Array): void {
    this.#write(this.#open.value(account.code), this.#active.codes.add(code));
  }

  /** EIP-161: an account without balance, nonce and code counts as absent. */
  readExistence(account: AccountRef): boolean {
    const cell = this.#existenceIsStored
      ? this.#open.value(account.existence)
      : this.#openExistence(account);
    this.#note(cell);
    return this.#existenceIsStored ? cell.current !== 0n : this.#exists(account);
  }

  /** An account is put into the state, which before EIP-161 makes it exist, however empty. */
  touch(account: AccountRef): void {
    if (!this.#existenceIsStored) return;
    const cell = this.#open.value(account.existence);
    if (cell.current !== 1n) this.#write(cell, 1n);
  }

  /** SELFDESTRUCT at the end of the transaction: the account and all its storage are gone. */
  delete(account: AccountRef): void {
    this.readBalanceExactly(account);
    this.setBalance(account, 0n);
    this.setNonce(account, 0n);
    this.#write(this.#open.value(account.code), 0n);
    if (this.#existenceIsStored) this.#write(this.#open.value(account.existence), 0n);
    this.clearStorage(account);
  }

  /** Called for each account that is created, which has no storage, and at a self-destruct. */
  clearStorage(account: AccountRef): void {
    this.#undo.cleared(account);
    account.cleared = this.#open.epoch;
    this.#cleared.add(account);
    for (const cell of account.slots.values()) {
      if (cell.epoch === this.#open.epoch) this.#write(cell, 0n);
    }
  }

  reads(): CellRead[] {
    const reads: CellRead[] = [];
    for (const cell of this.#open.values) {
      const { noted, original: value, place } = cell;
      if (noted) reads.push({ cell, kind: "exact", value, place });
    }
    for (const cell of this.#open.balances) {
      const least = -cell.lowest > cell.required ? -cell.lowest : cell.required;
      if (cell.noted) reads.push({ cell, kind: "exact", value: cell.original, place: 0 });
      else if (least > 0n) {
        const assured = this.isSenderAssured && cell.account === this.sender;
        reads.push({ cell, kind: "at-least", value: least, place: 0, assured });
      }
    }
    return reads;
  }

  /** The net changes: what has another value than before the transaction. */
  writes(): TransactionWrites {
    const cleared = [...this.#cleared].filter((account) => this.#hasLostStorage(account));
    const values = this.#open.values.filter((cell) => this.#isChanged(cell));
    const balances = this.#open.balances.filter(({ delta }) => delta !== 0n);
    return {
      values: values.map((cell) => ({ cell, value: cell.current })),
      balances: balances.map((cell) => ({ cell, delta: cell.delta })),
      cleared,
    };
  }

  netZeroWrites(): ValueCell[] {
    return this.#open.netZeroWrites();
  }

  /** Accounts that came or ceased to be, by EIP-161. Looks balances up that nothing else may have. */
  existenceChanges(writes: TransactionWrites): { cell: ValueCell; value: bigint }[] {
    if (this.#existenceIsStored) return [];
    const accounts = new Set([
      ...writes.values.flatMap(({ cell }) => (cell.kind === "storage" ? [] : [cell.account])),
      ...writes.balances.map(({ cell }) => cell.account),
    ]);
    const changes: { cell: ValueCell; value: bigint }[] = [];
    for (const account of accounts) {
      const after = this.#exists(account);
      if (after === this.#existed(account)) continue;
      changes.push({ cell: account.existence, value: after ? 1n : 0n });
    }
    return changes;
  }

  #isChanged(cell: ValueCell): boolean {
    const isGone = cell.kind === "storage" && cell.account.cleared === this.#open.epoch;
    return cell.current !== (isGone ? 0n : cell.original);
  }

  /** An account that is new has no storage to lose, unless it had some without code before. */
  #hasLostStorage(account: AccountRef): boolean {
    if (account.cleared !== this.#open.epoch) return false;
    return account.hasStorage || this.#open.value(account.code).original !== 0n;
  }

  #exists(account: AccountRef): boolean {
    return (
      this.#open.value(account.nonce).current !== 0n ||
      this.#open.value(account.code).current !== 0n ||
      this.balanceOf(account) !== 0n
    );
  }

  /** Before the transaction. */
  #existed(account: AccountRef): boolean {
    return (
      this.#open.value(account.nonce).original !== 0n ||
      this.#open.value(account.code).original !== 0n ||
      this.#open.loadedBalance(account.balance).original !== 0n
    );
  }

  #write(cell: ValueCell, value: bigint): void {
    this.#undo.value(cell);
    cell.current = value;
    cell.written = true;
  }

  /** Notes a read of a location that the transaction has not written itself. */
  #note(cell: ValueCell): void {
    if (cell.written) return;
    if (cell.kind === "storage" && cell.account.cleared === this.#open.epoch) return;
    cell.noted = true;
    this.log.noteRead(cell, cell.original);
  }

  #slot(account: AccountRef, slot: bigint): ValueCell {
    const cell = this.#active.book.slot(account, slot);
    if (cell.epoch === this.#open.epoch) return cell;
    this.#open.value(cell);
    if (account.cleared === this.#open.epoch && cell.current !== 0n) {
      this.#undo.value(cell);
      cell.current = 0n;
    }
    return cell;
  }

  /** The cell of a location that is worked out of three others. */
  #openExistence(account: AccountRef): ValueCell {
    const cell = account.existence;
    if (cell.epoch === this.#open.epoch) return cell;
    this.#open.reset(cell);
    cell.isStored = false;
    cell.original = this.#existed(account) ? 1n : 0n;
    cell.current = cell.original;
    return cell;
  }

  get #open(): OpenCells {
    if (this.#cells === undefined) throw new Error("begin() must be called first");
    return this.#cells;
  }

  get #active(): TransactionContext {
    if (this.#context === undefined) throw new Error("begin() must be called first");
    return this.#context;
  }
}
