import type { ConflictClass, Speedup } from "./conflict.ts";
import type { UnclonedCause } from "./crowd.ts";
import type { PairBlock } from "../primitives/pair-blocks.ts";
import type { ReportSchedule } from "./report-schedule.ts";
import type { ReportSummary } from "./report.ts";

/** What came of the recorded calls when many users made them at once: `crowds` of the report. */
export interface ReportCrowds {
  /** Clones of a call in each crowd. */
  readonly users: number;
  /** The most expensive and most called first. */
  readonly calls: readonly ReportCrowdCall[];
  readonly notForCrowds: readonly ReportUnclonedCall[];
  /** A sample of the crowds, mined in Hardhat's own network on the same state, and compared. */
  readonly edr: {
    readonly matched: number;
    /** The first difference of each crowd that came out differently. */
    readonly differences: readonly string[];
    /** Why some could not be compared. */
    readonly unchecked: readonly string[];
  };
  /** What there was no time for. */
  readonly leftOut: {
    readonly calls: number;
    /** Or there was no state on which both calls run. */
    readonly functionPairs: number;
    /** Orders, accumulators, packed slots. */
    readonly experiments: number;
    /** What is not known of which functions for lack of time, each once, sorted. */
    readonly functions: readonly ReportLeftOut[];
  };
}

/** A crowd of a function, or what comes of two functions: whether they conflict (`pair`), and what their order does. */
export interface ReportLeftOut {
  readonly what: "crowd" | "pair" | "order";
  /** One of a crowd, else two: `Token.transfer`, with its contract, fully qualified. */
  readonly of: readonly { readonly contract: string | null; readonly function: string }[];
}

/** A recorded call: a function of a contract, on one path through its code. */
export interface ReportCrowdCall {
  readonly contract: string | null;
  readonly function: string;
  /** Where it was recorded first. */
  readonly title: string;
  readonly file: string | null;
  /** Recorded calls on this path. */
  readonly occurrences: number;
  readonly gasUsed: number;
  /** The arguments that differ from user to user in `spread`. */
  readonly varies: readonly string[];
  /** All users name the same pool, id, recipient. */
  readonly same: ReportCrowd;
  /** Each user names others; null when the call names nothing that could be varied. */
  readonly spread: ReportCrowd | null;
}

export interface ReportCrowd {
  readonly transactions: number;
  /** Transactions that failed in it though the call alone succeeds, as the last one of a sold-out sale. */
  readonly failed: number;
  /** Transactions that change nothing, as they write what one before them has left there: with other values they would wait. */
  readonly repeating: number;
  readonly verification: ReportSummary["verification"];
  readonly conflicts: Readonly<Record<ConflictClass, number>>;
  readonly speedup: Speedup;
  /**
   * Of Block-STM on 8 threads that know nothing beforehand and whose time is gas: executed, and the same in
   * each run. Null where that run failed.
   */
  readonly reexecutions: number | null;
  /** Dearest first. */
  readonly hotspots: readonly ReportCrowdHotspot[];
  /** Conflicts of pairs that no hotspot lists. */
  readonly conflictsOmitted: number;
  /** Its waits name hotspots of this crowd. */
  readonly schedule: ReportSchedule;
}

export interface ReportCrowdHotspot {
  readonly class: Exclude<ConflictClass, "sender">;
  readonly contract: string | null;
  readonly variable: string | null;
  readonly path: string;
  readonly conflicts: number;
  /** Which transactions of the crowd conflict there: blocks of pairs, such as `[0, 62, 1, 63]` where all do. */
  readonly pairs: readonly PairBlock[];
  readonly savedGas: number;
  readonly speedup: { readonly threads: 8; readonly now: number; readonly without: number };
}

/** A call that others cannot make. */
export interface ReportUnclonedCall {
  readonly contract: string | null;
  readonly function: string;
  readonly occurrences: number;
  readonly cause: UnclonedCause;
  readonly reason: string;
  /** Where the sender is stored, of `owner-only`. */
  readonly path: string | null;
}
