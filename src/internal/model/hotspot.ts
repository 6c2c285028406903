import type { ProfileId } from "./profile.ts";

/** What a group of locations (a variable for all its keys, or one raw slot) costs. Modelled, on gas. */
export interface HotspotPrice {
  readonly group: string;
  /** Indices of the scenarios in which it makes conflicts between different senders. */
  readonly scenarios: readonly number[];
  /** Distinct transactions that take part in such conflicts. */
  readonly transactions: number;
  readonly conflicts: number;
  /** Modelled gas on the schedule's longest thread that removing the group saves, on {@link HotspotPrice.threads} threads, over its scenarios. */
  readonly savedGas: bigint;
  /** The same if it were the only group that conflicts: what it costs where others cost as much beside it. */
  readonly aloneGas: bigint;
  readonly threads: 8;
  /** Speed-up over its scenarios, as they are and without the group. */
  readonly now: number;
  readonly without: number;
}

/** The same beside what the group costs on each engine. */
export interface ComparedPrice extends HotspotPrice {
  /** All of them, sorted by profile. */
  readonly engines: readonly EnginePrice[];
}

/**
 * What a group costs on one engine, over the scenarios in which it conflicts there. Without conflicts: `now`
 * and `without` are the speed-up of the scenarios in which it conflicts on the engine that lists it.
 */
export interface EnginePrice extends Pick<
  HotspotPrice,
  "conflicts" | "savedGas" | "now" | "without"
> {
  readonly profile: ProfileId;
}
