import type { LocationKey } from "./location.ts";

export type ConflictClass = "storage" | "balance" | "nonce" | "code" | "sender";

/**
 * Two transactions of a scenario, by index, of which the earlier writes a location that the later
 * reads. A pair of the same sender is class `sender` and has no location of its own.
 */
export type Conflict =
  | {
      readonly kind: "location";
      readonly earlier: number;
      readonly later: number;
      readonly class: Exclude<ConflictClass, "sender">;
      readonly location: LocationKey;
    }
  | {
      readonly kind: "sender";
      readonly earlier: number;
      readonly later: number;
      readonly class: "sender";
    };

/** Modelled, on gas: how much faster than one after another. `bound` is with threads without limit. */
export interface Speedup {
  readonly bound: number;
  readonly threads: Readonly<Record<"2" | "4" | "8" | "16", number>>;
}
