import type { ThreadCount } from "../primitives/schedule/best-schedule.ts";

/** What a team holds its contracts to: the suite, a contract, or a function. */
export interface Budget {
  /** Its name, or the fully qualified one. */
  readonly contract?: string;
  /** `Token.transfer` */
  readonly function?: string;
  /** Modelled. */
  readonly minSpeedup?: number;
  readonly threads?: ThreadCount;
  /** The greatest share of transactions that may conflict, 0 to 1. */
  readonly maxConflicting?: number;
  /** `false`: none that the snapshot does not have. */
  readonly newHotspots?: false;
  /** `false`: nobody fails because another one came first. */
  readonly orderDependent?: false;
}

/** What became of one demand of a budget. */
export interface ReportBudget {
  /** `the suite`, `Token`, `Token.transfer` */
  readonly of: string;
  /** `a speed-up of 4.00x on 8 threads` */
  readonly wanted: string;
  /** `1.00x, 3.00x too little`; why it is not known. */
  readonly found: string;
  readonly holds: boolean;
  /** False: it could not be looked at, and so does not hold. */
  readonly isKnown: boolean;
}

/** `wanted` where something is to be compared with a snapshot, and there is none: no demand of the budgets. */
export const WANTED_SNAPSHOT = "a snapshot to compare with";

/** What a fact of the snapshot has become. */
export interface ReportChange {
  /** `speed-up of Token.transfer`, `hotspot Token.totalSupply` */
  readonly fact: string;
  /** Null: there was none. */
  readonly before: string | null;
  /** Null: there is none any more. */
  readonly after: string | null;
  readonly kind: ChangeKind;
  /** Why it was not looked at, or not in full, of `unknown` and `lost`; else null. */
  readonly reason: string | null;
}

/**
 * - `unknown`: it was not looked at, or not in full, and may have become worse.
 * - `lost`: it was not looked at either, but could not be worse than it was, or what is missing is told as worse.
 * - `other`: new, or nothing for the better or worse.
 */
export type ChangeKind = "worse" | "unknown" | "better" | "lost" | "other";

/** What must not be: the check fails. */
export function isFailure({ kind }: Pick<ReportChange, "kind">): boolean {
  return kind === "worse" || kind === "unknown";
}

export interface ReportComparison {
  /** The snapshot, relative to the project. */
  readonly file: string;
  /** What is worse first, then what is not known, then by fact; empty when nothing has changed. */
  readonly changes: readonly ReportChange[];
}
