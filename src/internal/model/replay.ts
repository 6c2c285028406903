import type { ConflictClass, Speedup } from "./conflict.ts";
import type { ProfileId } from "./profile.ts";
import type { ReportEngineHotspot, ReportHotspot } from "./report.ts";

/**
 * What `parallel-evm replay --json` writes, version 1. Names are fixed; fields may be added. Speed-ups
 * are modelled on gas; `ms` is measured on one machine in one run, and differs from run to run.
 */
export interface ReplayReport {
  readonly schemaVersion: 1;
  /** Worker threads of the executor. */
  readonly threads: number;
  /** In the order of the files; files without a block that could be run are only in `errors`. */
  readonly blocks: readonly ReplayBlock[];
  readonly summary: ReplaySummary;
  readonly errors: readonly ReplayError[];
  /** What the user should know of the run as a whole. */
  readonly notes: readonly string[];
}

export interface ReplayBlock {
  /** As it was named on the command line. */
  readonly file: string;
  readonly number: number;
  readonly hash: string;
  readonly title: string;
  readonly hardfork: string;
  readonly transactions: number;
  /** Distinct ones. */
  readonly senders: number;
  /** What the executor found. */
  readonly gasUsed: number;
  /** What the block's header says. */
  readonly expected: { readonly gasUsed: number; readonly receiptsRoot: string };
  /** Null before Byzantium, when receipts held state roots, and when a transaction was rejected. */
  readonly receiptsRoot: string | null;
  /** The header agrees, and so do the parallel and the sequential run of each transaction. */
  readonly matched: boolean;
  /** What does not agree; empty when the block matched. */
  readonly differences: readonly string[];
  /** Of the parallel run that was verified; null when the block ran one after another. */
  readonly reexecutions: number | null;
  /** Why it ran one after another; else null. */
  readonly sequentialReason: string | null;
  readonly conflicts: Readonly<Record<ConflictClass, number>>;
  /** Modelled: gas of the longest chain of transactions that wait for each other. */
  readonly criticalPathGas: number;
  /** Modelled. */
  readonly speedup: Speedup;
  /** The engine whose rules decided what conflicts. */
  readonly profile: ProfileId;
  /** Modelled, dearest first. */
  readonly hotspots: readonly ReportHotspot[];
  /** What conflicts on other engines only. */
  readonly otherEngines: readonly ReportEngineHotspot[];
  /** Measured: medians; null when they were not asked for, or the block did not match. */
  readonly ms: ReplayTimes | null;
  /** How `ms` was measured. */
  readonly measurement: ReplayMeasurement | null;
}

/** Wall-clock in ms. */
export interface ReplayTimes {
  /** Stock EthereumJS; null when it was left out. */
  readonly stock: number | null;
  readonly sequential: number;
  /** Null when parallel runs were cut off, as is `hybrid`. */
  readonly parallel: number | null;
  /** Access sets known beforehand: deciding, and running in the way chosen. */
  readonly hybrid: number | null;
}

/** Of what ran in parallel, too. */
export interface ParallelTimes extends ReplayTimes {
  readonly parallel: number;
  readonly hybrid: number;
}

export interface ReplayMeasurement {
  readonly rounds: number;
  readonly workers: number;
  /** How `hybrid` chose to run it. */
  readonly choice: "sequential" | "parallel";
  /** The median of the rounds; null when parallel runs were cut off. */
  readonly reexecutions: number | null;
  /** Why parallel runs were cut off; else null. */
  readonly failure: string | null;
}

/** Sums are over the blocks that matched. */
export interface ReplaySummary {
  readonly files: number;
  /** That ran. */
  readonly blocks: number;
  readonly matched: number;
  readonly transactions: number;
  readonly gasUsed: number;
  readonly reexecutions: number;
  readonly conflicts: Readonly<Record<ConflictClass, number>>;
  /** Modelled: all gas over the sum of what each block takes. */
  readonly speedup: Speedup;
  /** Measured: sums over the `measured` blocks that were timed, in parallel too; null when none was. */
  readonly ms: ParallelTimes | null;
  readonly measured: number;
}

export interface ReplayError {
  readonly file: string;
  /** PE004 and so on, as the README lists them. */
  readonly code: string;
  /** The code, what is wrong, and in a second line what to do. */
  readonly message: string;
}

/** What became of one file: a block, an error, or both when the block does not match. */
export interface ReplayedFile {
  readonly file: string;
  readonly block?: ReplayBlock;
  readonly error?: ReplayError;
}
