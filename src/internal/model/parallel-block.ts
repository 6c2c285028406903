import type { Speedup } from "./conflict.ts";
import type { Hex } from "./location.ts";
import type { ReportSchedule } from "./report-schedule.ts";
import type { ReportConflict, ReportHotspot, ReportTransaction } from "./report.ts";

/** What `parallelEvm_getBlock` answers: what a block's transactions touched, and how parallel they are. */
export interface ParallelBlock {
  /** Decimal. */
  readonly number: number;
  readonly hash: Hex;
  readonly transactions: readonly ParallelBlockTransaction[];
  readonly conflicts: readonly ReportConflict[];
  readonly conflictsOmitted: number;
  /** Dearest first. */
  readonly hotspots: readonly ReportHotspot[];
  readonly speedup: Speedup;
  /** Its waits name hotspots of this block. */
  readonly schedule: ReportSchedule;
}

export interface ParallelBlockTransaction extends ReportTransaction {
  readonly reads: readonly ParallelBlockAccess[];
  /** Only what is another value afterwards. */
  readonly writes: readonly ParallelBlockAccess[];
}

/** A location that a transaction touched. */
export interface ParallelBlockAccess {
  /** `existence`: whether an account is empty, which decides what a payment to it costs. */
  readonly class: "storage" | "balance" | "nonce" | "code" | "existence";
  readonly address: Hex;
  /** Of `storage`. */
  readonly slot: Hex | null;
  /** `Token.balances[msg.sender]` */
  readonly path: string;
}
