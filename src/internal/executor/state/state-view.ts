import type { MultiVersionMemory, NotedWrite } from "../memory/multi-version-memory.ts";
import type { AccountRef } from "./account-ref.ts";
import { type BalanceCell, CELL_KIND, type ValueCell } from "./cells.ts";
import type { TransactionWrites } from "./transaction-writes.ts";

/** The state before a transaction: fills in what a cell held then. */
export interface StateView {
  load(cell: ValueCell): void;
  loadBalance(cell: BalanceCell): void;
  /** The highest transaction whose ESTIMATE was read, or -1; the incarnation is then in vain. */
  readonly blockedBy: number;
}

/** The state of a sequential run, in the cells themselves. */
export class SequentialView implements StateView {
  readonly blockedBy = -1;

  load(cell: ValueCell): void {
    cell.original = cell.committed;
  }

  loadBalance(cell: BalanceCell): void {
    cell.original = cell.committed;
  }

  /** Makes what a transaction wrote the state before the next. */
  commit({ values, balances, cleared }: TransactionWrites): void {
    for (const account of cleared) forgetStorage(account);
    for (const { cell, value } of values) cell.committed = value;
    for (const { cell, delta } of balances) cell.committed = asWord(cell.committed + delta);
  }
}

function forgetStorage(account: AccountRef): void {
  account.storageGone = true;
  for (const cell of account.slots.values()) cell.committed = 0n;
}

/** A sum wraps around as the EVM's words do; no real balance comes near. */
function asWord(value: bigint): bigint {
  return BigInt.asUintN(256, value);
}

/** The state that a transaction of a parallel run finds in the multi-version memory. */
export class SharedView implements StateView {
  readonly #memory: MultiVersionMemory;
  #index = 0;
  blockedBy = -1;

  constructor(memory: MultiVersionMemory) {
    this.#memory = memory;
  }

  begin(index: number): void {
    this.#index = index;
    this.blockedBy = -1;
  }

  load(cell: ValueCell): void {
    // Where the memory is full there is no id; the scenario is lost then.
    cell.place = cell.id < 0 ? 0 : this.#memory.place(cell.id, this.#index);
    cell.original = this.#memory.valueAt(cell.place, cell.base);
    if (cell.id >= 0) this.#noteBlocked();
  }

  loadBalance(cell: BalanceCell): void {
    if (cell.id < 0) return;
    cell.original = this.#memory.balance(cell.id, this.#index, cell.base);
    this.#noteBlocked();
  }

  /** Puts what a transaction wrote into the memory. True if it wrote where its last incarnation had not. */
  record(writes: TransactionWrites, reads: Parameters<MultiVersionMemory["record"]>[1]): boolean {
    return this.#memory.record(this.#index, reads, notedWrites(writes));
  }

  #noteBlocked(): void {
    if (this.#memory.blockedBy > this.blockedBy) this.blockedBy = this.#memory.blockedBy;
  }
}

function notedWrites({ values, balances, cleared }: TransactionWrites): NotedWrite[] {
  const writes: NotedWrite[] = [];
  for (const { index } of cleared) {
    if (index >= 0) writes.push({ id: index * 8 + CELL_KIND.cleared, kind: "set", value: 1n });
  }
  for (const { cell, value } of values) {
    if (cell.id >= 0) writes.push({ id: cell.id, kind: "set", value });
  }
  for (const { cell, delta } of balances) {
    if (cell.id >= 0) writes.push({ id: cell.id, kind: "add", value: delta });
  }
  return writes;
}
