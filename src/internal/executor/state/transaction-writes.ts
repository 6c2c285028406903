import type { AccountRef } from "./account-ref.ts";
import type { BalanceCell, Cell, ValueCell } from "./cells.ts";

/** The net changes of an incarnation. */
export interface TransactionWrites {
  readonly values: readonly { readonly cell: ValueCell; readonly value: bigint }[];
  readonly balances: readonly { readonly cell: BalanceCell; readonly delta: bigint }[];
  /** Accounts whose storage is gone, but for what `values` says. */
  readonly cleared: readonly AccountRef[];
}

/** What an incarnation depends on. `place`: where an exact value stands in the shared memory. */
export interface CellRead {
  readonly cell: Cell;
  readonly kind: "exact" | "at-least";
  readonly value: bigint;
  readonly place: number;
  /** It holds whatever other transactions do. */
  readonly assured?: boolean;
}
