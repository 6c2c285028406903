import type { AccountRef } from "./account-ref.ts";
import type { BalanceCell, ValueCell } from "./cells.ts";

type Entry =
  | {
      readonly kind: "value";
      readonly cell: ValueCell;
      readonly current: bigint;
      readonly written: boolean;
    }
  | { readonly kind: "balance"; readonly cell: BalanceCell; readonly delta: bigint }
  | { readonly kind: "warm"; readonly target: ValueCell | AccountRef; readonly warm: number }
  | { readonly kind: "cleared"; readonly account: AccountRef; readonly cleared: number };

/** What to put back when a frame is reverted. Checkpoints nest. */
export class UndoLog {
  readonly #entries: Entry[] = [];
  readonly #marks: number[] = [];

  clear(): void {
    this.#entries.length = 0;
    this.#marks.length = 0;
  }

  value(cell: ValueCell): void {
    const { current, written } = cell;
    this.#entries.push({ kind: "value", cell, current, written });
  }

  balance(cell: BalanceCell): void {
    this.#entries.push({ kind: "balance", cell, delta: cell.delta });
  }

  warm(target: ValueCell | AccountRef): void {
    this.#entries.push({ kind: "warm", target, warm: target.warm });
  }

  cleared(account: AccountRef): void {
    this.#entries.push({ kind: "cleared", account, cleared: account.cleared });
  }

  checkpoint(): void {
    this.#marks.push(this.#entries.length);
  }

  commit(): void {
    this.#marks.pop();
  }

  revert(): void {
    const mark = this.#marks.pop() ?? 0;
    while (this.#entries.length > mark) {
      const entry = this.#entries.pop();
      if (entry !== undefined) putBack(entry);
    }
  }
}

function putBack(entry: Entry): void {
  switch (entry.kind) {
    case "value":
      entry.cell.current = entry.current;
      entry.cell.written = entry.written;
      return;
    case "balance":
      entry.cell.delta = entry.delta;
      return;
    case "warm":
      entry.target.warm = entry.warm;
      return;
    case "cleared":
      entry.account.cleared = entry.cleared;
  }
}
