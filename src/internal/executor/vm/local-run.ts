import type { Log } from "@ethereumjs/evm";

import type { Attribution } from "../../model/access-set.ts";
import type { NotRunCause } from "../../model/execution.ts";
import type { Hex } from "../../model/location.ts";
import type { ValueCell } from "../state/cells.ts";
import type { CellRead, TransactionWrites } from "../state/transaction-writes.ts";

/**
 * What a run of a transaction gave, in the terms of the thread that ran it.
 * - `done`: it ran.
 * - `invalid`: it did not run, and left everything as it was; see {@link NotRunCause}.
 */
export type LocalRun = DoneRun | InvalidRun;

export interface DoneRun {
  readonly kind: "done";
  readonly status: 0 | 1;
  readonly gasUsed: bigint;
  readonly createdAddress: Uint8Array | undefined;
  readonly logs: readonly Log[];
  readonly reads: readonly CellRead[];
  readonly writes: TransactionWrites;
  /** Accounts that came into being or ceased to be; known of sequential runs only. */
  readonly existenceChanges: readonly { readonly cell: ValueCell; readonly value: bigint }[];
  /** Absent unless it was asked for. */
  readonly attribution?: Attribution;
  /** As in TransactionEnd; with the attribution. */
  readonly returned?: Uint8Array;
  /** Slots that were written and hold what they held before; absent without attribution. */
  readonly netZeroWrites?: readonly ValueCell[];
  /** Code that ran, by its keccak256; empty without attribution. */
  readonly ranCodes: ReadonlyMap<Hex, Uint8Array>;
}

export interface InvalidRun {
  readonly kind: "invalid";
  readonly cause: NotRunCause;
  readonly reason: string;
  readonly reads: readonly CellRead[];
}
