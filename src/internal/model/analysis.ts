import type { Dependency } from "../primitives/schedule/dependency-graph.ts";
import type { Conflict, ConflictClass, Speedup } from "./conflict.ts";
import type { ScenarioExecution } from "./execution.ts";
import type { ComparedPrice } from "./hotspot.ts";
import type { LocationKey } from "./location.ts";
import type { ProfileId } from "./profile.ts";
import type { NamedAccess, NamedCall } from "./slot-name.ts";

/** What the conflicts of all scenarios are and cost. */
export interface RunAnalysis {
  /** The engine that it was made for. */
  readonly profile: ProfileId;
  /** In the order of the executions; the indices of scenarios elsewhere are indices into this list. */
  readonly analyses: readonly ScenarioAnalysis[];
  readonly groupOf: GroupOf;
  /** One for each group with a conflict, dearest first. */
  readonly prices: readonly ComparedPrice[];
  /** Groups that conflict on other engines only, dearest first, each once. */
  readonly otherEngines: readonly EngineHotspot[];
  /** Over the scenarios with two senders or more; 1 when there is none. */
  readonly speedup: Speedup;
}

/** A group with conflicts on an engine that was not chosen: the one of its engines on which it is dearest. */
export interface EngineHotspot {
  readonly profile: ProfileId;
  /** As {@link RunAnalysis.analyses}, but for that engine. */
  readonly analyses: readonly ScenarioAnalysis[];
  readonly price: ComparedPrice;
}

/**
 * What the conflicts of one scenario are and cost. Transactions that were skipped take no part.
 * Gas is what the recorded receipts say; makespans are modelled, in gas on the longest thread.
 */
export interface ScenarioAnalysis {
  /** The engine that it was made for. */
  readonly profile: ProfileId;
  readonly execution: ScenarioExecution;
  /** Distinct senders of the transactions that ran. Below two, the scenario says nothing about parallelism. */
  readonly senders: number;
  /** Sorted by later, earlier, class and location; only the first 10,000, see {@link ScenarioAnalysis.conflictCounts}. */
  readonly conflicts: readonly Conflict[];
  /** All conflicts, the unlisted ones too. */
  readonly conflictCounts: Readonly<Record<ConflictClass, number>>;
  /** Every location with a conflict, sorted by location. */
  readonly contended: readonly ContendedLocation[];
  /** Of each transaction, in the schedule; 0 of those that were skipped. */
  readonly weights: readonly number[];
  /** The order that senders' nonces force on their transactions, where the engine keeps it. */
  readonly ownOrder: readonly Dependency[];
  readonly totalGas: bigint;
  /** The longest chain of transactions that must wait for each other. */
  readonly criticalPath: bigint;
  readonly makespans: { readonly [threads in keyof Speedup["threads"]]: bigint };
  readonly speedup: Speedup;
}

/** One location of a scenario at which transactions of different senders conflict. */
export interface ContendedLocation {
  readonly location: LocationKey;
  readonly class: Exclude<ConflictClass, "sender">;
  /** Number of conflicting pairs. */
  readonly conflicts: number;
  /** Transactions that are the earlier one of such a pair, ascending. */
  readonly earlier: readonly number[];
  /** Transactions that are the later one of such a pair, ascending. */
  readonly later: readonly number[];
  /** The pairs that matter to a schedule: all others follow from these and the order of each sender. */
  readonly dependencies: readonly Dependency[];
}

/** Names for analysed scenarios. `scenario` is an index into the list of analyses, `transaction` into the scenario. */
export interface TransactionNames {
  call(scenario: number, transaction: number): NamedCall;
  /** Asked only for locations that the transaction touched, and more than once for the same. */
  access(scenario: number, transaction: number, location: LocationKey): NamedAccess;
}

/** The group of locations (one hotspot) that a contended location of a scenario belongs to. */
export type GroupOf = (scenario: number, location: LocationKey) => string;

/**
 * What a transaction did to a slot that several fields share, by field; undefined for all other locations, and
 * where it is not known.
 */
export type SlotUseOf = (
  scenario: number,
  transaction: number,
  location: LocationKey,
) => readonly FieldUse[] | undefined;

export interface FieldUse {
  /** Without keys: `paused`, `light.colour`. */
  readonly path: string;
  readonly isTouched: boolean;
  readonly before: bigint;
  readonly after: bigint;
}
