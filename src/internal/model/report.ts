import type { ConflictClass, Speedup } from "./conflict.ts";
import type { ProfileId } from "./profile.ts";
import type { ScenarioKind } from "./scenario.ts";
import type { SourceLine } from "./slot-name.ts";
import type { ReportBudget, ReportComparison } from "./budget.ts";
import type { ReportContract } from "./report-contract.ts";
import type { ReportSchedule } from "./report-schedule.ts";
import type { ReportCrowds } from "./report-crowds.ts";
import type { ReportFinding, ReportSuppressed } from "./report-finding.ts";

/**
 * `parallel-evm/report.json`, version 1: the contract with other tools. Names are fixed; fields may
 * be added. Speed-ups are modelled on gas and deterministic: the same recording gives the same bytes.
 */
export interface ParallelReport {
  readonly schemaVersion: 1;
  readonly summary: ReportSummary;
  readonly scenarios: readonly ReportScenario[];
  /** What gains most by the refactor of one of its findings first, then the most saved. */
  readonly hotspots: readonly ReportHotspot[];
  /** What conflicts on other engines than the chosen one only, dearest first, each once. */
  readonly otherEngines: readonly ReportEngineHotspot[];
  /** What happens when many users make a recorded call at once; null when that was switched off. */
  readonly crowds: ReportCrowds | null;
  /** Which pairs of functions conflict when different users call them, those that never do too. */
  readonly functions: readonly ReportFunctionPair[];
  /** What the order of two calls does to them, for calls that conflict. */
  readonly orders: readonly ReportOrder[];
  /** What is not safe to run in any order, and what to change about hotspots, what gains most first. */
  readonly findings: readonly ReportFinding[];
  /** The contracts that the suite's transactions ran, as far as the project has them, sorted by name. */
  readonly contracts: readonly ReportContract[];
  /** What became of the budgets of the config, in their order. */
  readonly budgets: readonly ReportBudget[];
  /** What has changed since the snapshot; null where that was not asked for. */
  readonly comparison: ReportComparison | null;
  /** What the user wants to hear nothing of. */
  readonly suppressed: readonly ReportSuppressed[];
}

/**
 * - `commutes`: both orders come to the same outcomes and the same state.
 * - `different outcome`: both calls succeed in both orders, but something else comes of it; if the witness has
 *   an `otherValue`, not with the recorded values, which are the same in both, but with that one.
 * - `different success`: one of them fails in one of the orders.
 * - `unknown`: the orders could not be compared.
 */
export type OrderVerdictKind = "commutes" | "different outcome" | "different success" | "unknown";

/** Two functions that conflict, and the worst that swapping two calls of them did. */
export interface ReportOrder {
  /** `Token.transfer`; not after `b`. */
  readonly a: string;
  readonly b: string;
  /** Those that `a` and `b` are of, fully qualified, as two may have one name; null where it is not known. */
  readonly contracts: readonly [a: string | null, b: string | null];
  readonly verdict: OrderVerdictKind;
  /** Pairs of calls that were run in both orders. */
  readonly tested: number;
  /** Where the calls of the verdict meet. */
  readonly paths: readonly string[];
  /** The contract that the first of them belongs to; null where it is not known. */
  readonly contract: string | null;
  /** The declaration of the first of them that is a variable. */
  readonly source: SourceLine | null;
  /** What differs, or who fails when; of the verdict. */
  readonly details: readonly string[];
  /** The pair of the verdict. */
  readonly witness: {
    readonly scenario: string;
    readonly title: string;
    readonly file: string | null;
    readonly earlier: string;
    readonly later: string;
    /** What one of the two passed instead of what its transaction does, where that is needed to see the verdict. */
    readonly otherValue: ReportOtherValue | null;
  };
}

/** A word of the call data of the earlier or the later call, or the ETH that it sends. */
export interface ReportOtherValue {
  readonly of: "earlier" | "later";
  /** Counted from 0 behind the selector; null: what is sent. */
  readonly word: number | null;
  readonly recorded: string;
  readonly value: string;
}

/** What a function does with the value that it finds at a hotspot, beside changing it. */
export interface ReportAccumulator {
  readonly function: string;
  /** The field, where the slot has several. */
  readonly field: string | null;
  /**
   * - `commutative`: it only adds to it: whatever is added before, is there afterwards, and nothing else changes;
   *   within its `bounds`.
   * - `overwritten`: it comes to the same, whatever it was before.
   * - `bits`: it sets, clears or flips some bits of it (`|=`, a map of what was claimed) and looks at no others,
   *   so that calls for different bits commute; but it is no sum. `again` says what it does where it finds
   *   the bits as it leaves them.
   * - `flows`: other things depend on it: `into` says which kinds, `places` which.
   * - `read-only`, `not-written`: it does not change it, and nothing was seen to depend on it.
   */
  readonly verdict:
    "commutative" | "overwritten" | "bits" | "flows" | "read-only" | "not-written" | "unknown";
  /**
   * Of `bits`: `stays`: it leaves them so; `back`: it sets them back; `fails`: it fails, so that each can be changed
   * once only. Null for other verdicts.
   */
  readonly again: "stays" | "back" | "fails" | null;
  /** The function does not change it; there only if so. */
  readonly onlyReads?: true;
  /** Calls that were run with other values; the verdict is the one that says most. */
  readonly samples: number;
  readonly into: readonly string[];
  readonly places: readonly string[];
  /** What was added to the value before the call of the verdict, each in a run of its own; decimal. Those of `bounds` are not in it. */
  readonly deltas: readonly string[];
  /**
   * Where checked arithmetic stops the function, so that the order of calls may decide which of them succeeds:
   * it takes away more than is there, or has no room to add. Sorted, each kind once. `delta`: what was added
   * to the value before the call that failed; decimal.
   */
  readonly bounds: readonly ReportBound[];
  /** What the function itself added in the run; decimal. */
  readonly own: string | null;
  /** Why it is not known. */
  readonly reason: string | null;
}

export interface ReportBound {
  readonly kind: "enough must be there" | "room must be left";
  readonly delta: string;
}

/** Two functions that meet at a slot of several fields. */
export interface ReportSharing {
  readonly a: string;
  readonly b: string;
  /**
   * - `false sharing`: whatever the one changes, the other takes the same course, as recorded and with other
   *   values in what else it reads: they conflict only because the fields share a slot.
   * - `dependent`: the fields are others, but one looks at what the other changes; where there is something in
   *   `given`, only with other values there than were recorded.
   * - `same bytes`: both change the same.
   */
  readonly verdict: "false sharing" | "dependent" | "same bytes" | "unknown";
  /** The bytes that each changes, as `ff` in a word; null where it is not known. */
  readonly masks: readonly [a: string, b: string] | null;
  /** `Shop.enabled[msg.sender]`, on which it depends whether the other's field is read; sorted. */
  readonly given: readonly string[];
  readonly reason: string | null;
}

export interface ReportSummary {
  /** Mined transactions that were recorded, set-up included. */
  readonly transactions: number;
  /** Of those, the ones sent by hooks, fixtures and deployments: verified, but in no scenario. */
  readonly setupTransactions: number;
  readonly scenarios: number;
  /** Scenarios with one sender only: verified, but left out of `speedup`. */
  readonly singleSenderScenarios: number;
  /** Counts of transactions; they add up to `transactions`. */
  readonly verification: {
    readonly matched: number;
    readonly mismatched: number;
    readonly skipped: number;
  };
  /** The first difference of each mismatched transaction. */
  readonly mismatches: readonly {
    readonly hash: string;
    readonly title: string;
    readonly difference: string;
  }[];
  /** Why transactions were skipped, and how many for that reason. */
  readonly skipped: readonly { readonly reason: string; readonly transactions: number }[];
  readonly conflicts: Readonly<Record<ConflictClass, number>>;
  readonly executor: {
    readonly workers: number;
    /** Distinct transactions that ran concurrently; the others ran one after another: set-up, scenarios of one transaction, and by choice. */
    readonly concurrent: number;
    /** Incarnations run by the parallel executor, and those of them that repeated a transaction. */
    readonly executions: number;
    readonly reexecutions: number;
    /** Why scenarios ran one after another by choice, and how many for that reason. */
    readonly choices: readonly { readonly reason: string; readonly scenarios: number }[];
    /** Scenarios that ended sequentially because the parallel run failed, with the reason. */
    readonly fallbacks: readonly { readonly scenario: string; readonly reason: string }[];
  };
  /** Over the scenarios with two senders or more; 1 when there is none. */
  readonly speedup: Speedup;
  /** The chain whose blocks these are; absent: the suite's own transactions. */
  readonly chain?: ReportChain;
  /** What the user should know: what could not be recorded, which settings were changed, and why. */
  readonly notes: readonly string[];
}

/** Where the blocks of a replay come from. */
export interface ReportChain {
  /** As the Hardhat config calls it; null: from files. */
  readonly network: string | null;
  /** Ids of the chains, lowest first. */
  readonly chainIds: readonly number[];
  /** Of the blocks that matched, in their order. */
  readonly blocks: readonly number[];
}

export interface ReportScenario {
  readonly id: string;
  readonly kind: Exclude<ScenarioKind, "setup" | "experiment">;
  readonly title: string;
  readonly file: string | null;
  /** The engine whose rules decided what conflicts. */
  readonly profile: ProfileId;
  /** Distinct senders. */
  readonly senders: number;
  readonly transactions: readonly ReportTransaction[];
  readonly conflicts: readonly ReportConflict[];
  /** Conflicts beyond the listed ones; counted in the summary. */
  readonly conflictsOmitted: number;
  readonly speedup: Speedup;
  /** Its waits name hotspots of the report. */
  readonly schedule: ReportSchedule;
}

export interface ReportTransaction {
  readonly hash: string;
  readonly from: string;
  readonly to: string | null;
  readonly contract: string | null;
  readonly function: string | null;
  readonly gasUsed: number;
  readonly status: 0 | 1;
}

/** `earlier` and `later` are indices into the scenario's transactions. */
export interface ReportConflict {
  readonly earlier: number;
  readonly later: number;
  readonly class: ConflictClass;
  readonly contract: string | null;
  /** As the later transaction names it; null for class `sender`. */
  readonly path: string | null;
}

export interface ReportHotspot {
  readonly class: Exclude<ConflictClass, "sender">;
  readonly address: string;
  /** The slot when it is one slot; null for a variable with many keys, a balance, a nonce or a code. */
  readonly slot: string | null;
  /** How many distinct locations of the variable conflict. */
  readonly locations: number;
  readonly contract: string | null;
  readonly variable: string | null;
  readonly path: string;
  /** With the key's value, when one location is meant; else null. */
  readonly concretePath: string | null;
  /** Fields that share the slot; empty when it is not packed. */
  readonly packed: readonly string[];
  /** Why `variable` is null. */
  readonly reason: string | null;
  readonly source: SourceLine | null;
  /** ABI functions that meet there, `Token.transfer`, sorted. */
  readonly functions: readonly string[];
  readonly accesses: readonly ReportAccess[];
  /** The suite's own transactions meet there; false: only crowds do. */
  readonly inSuite: boolean;
  /** Clones of crowds count, too. */
  readonly transactions: number;
  readonly conflicts: number;
  /** Modelled gas on the critical thread that removing it alone saves, over all scenarios. */
  readonly savedGas: number;
  /** The same if nothing else conflicted. */
  readonly aloneGas: number;
  /** Index into `hotspots` of the other one at which most of the same transactions meet too; null when there is none. */
  readonly sharedWith: number | null;
  /** Over the scenarios in which it conflicts. */
  readonly speedup: { readonly threads: 8; readonly now: number; readonly without: number };
  /** On which engines it counts: all of them, sorted by profile. */
  readonly profiles: readonly ReportEnginePrice[];
  /** Whether its value could be gathered in parts, by the function that changes it. Empty unless it is storage. */
  readonly accumulators: readonly ReportAccumulator[];
  /** Of a slot of several fields: whether those who meet there have more in common than the slot. */
  readonly sharing: readonly ReportSharing[];
  readonly findings: readonly ReportFinding[];
}

/**
 * A hotspot on one engine, on 8 threads, over the scenarios in which it conflicts there. Where it has no
 * conflicts, `now` and `without` are the speed-up of the scenarios in which it conflicts on the engine that
 * lists it.
 */
export interface ReportEnginePrice {
  readonly profile: ProfileId;
  readonly conflicts: number;
  readonly savedGas: number;
  readonly speedup: { readonly now: number; readonly without: number };
}

/** A hotspot of an engine that was not chosen: of those on which it conflicts, the one on which it is dearest. */
export interface ReportEngineHotspot extends ReportHotspot {
  readonly profile: ProfileId;
}

export interface ReportAccess {
  readonly function: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly kind: "read" | "write";
}

export interface ReportFunctionPair {
  readonly contract: string;
  /** `Token.transfer`; not after `b`. */
  readonly a: string;
  readonly b: string;
  readonly verdict: "never" | "same argument" | "always";
  readonly paths: readonly string[];
  /** Those of the paths where they meet only because fields share a slot: neither looks at what the other changes. */
  readonly falseSharing: readonly string[];
  /** Run as crowds of two on one state; else each by itself, and the access sets compared. */
  readonly together: boolean;
  /** What their order does; null where they never conflict, or where it was not tried. */
  readonly order: OrderVerdictKind | null;
}
