import type { Attribution } from "./access-set.ts";
import type { Hex, LocationKey } from "./location.ts";
import type { Scenario } from "./scenario.ts";

/*
 * Questions to the executor, and what it answers: recorded or cloned transactions are run once more in
 * another order, or on a state with one value changed. They run free of fees and with gas to spare, as a
 * first writer pays more gas than a second: gas is never compared, and a contract that looks at its gas
 * or at the gas price may come out differently here.
 */

/** Do two transactions of different senders come to the same in both orders? Indices into the scenario. */
export interface OrderQuestion {
  readonly scenario: Scenario;
  readonly earlier: number;
  readonly later: number;
  /** What both came to in the scenario, where `expected` does not say; absent: they succeed. */
  readonly statuses?: readonly [earlier: 0 | 1, later: 0 | 1];
}

/** What does a transaction do with the value that it finds at a storage slot, beside changing it? */
export interface AccumulatorQuestion {
  readonly scenario: Scenario;
  readonly transaction: number;
  /** Of kind `storage`. */
  readonly location: LocationKey;
  /** The number in question, when the slot holds several; absent: worked out of the bytes that change. */
  readonly field?: ByteRange;
  /** Another call of the same function that changes the number, where this one writes what was there. */
  readonly changedBy?: number;
  /** The transaction only reads the slot: any number in it may be asked for. */
  readonly onlyReads?: true;
}

/** Do two transactions that meet at a storage slot have more in common than the slot? */
export interface SharingQuestion {
  readonly scenario: Scenario;
  readonly earlier: number;
  readonly later: number;
  /** Of kind `storage`. */
  readonly location: LocationKey;
  /** All fields of the slot; absent: only the bytes that change are known. */
  readonly fields?: readonly ByteRange[];
}

/** Bytes of a slot, as solc's `storageLayout` counts them: `offset` from the right. */
export interface ByteRange {
  readonly offset: number;
  readonly size: number;
}

/** A transaction of a scenario. */
export interface TransactionPlace {
  readonly index: number;
  readonly hash: Hex;
}

/** A transaction of a scenario as it ran in an experiment, where it may touch what it did not in the scenario. */
export interface Sighting {
  /** Index into the scenario. */
  readonly transaction: number;
  readonly attribution: Attribution;
  /** Code by its keccak256. */
  readonly codes: ReadonlyMap<Hex, Hex>;
}

export interface OrderFinding {
  readonly question: OrderQuestion;
  readonly witness: OrderWitness;
  readonly verdict: OrderVerdict;
  /** The runs that showed the differences. */
  readonly seen: readonly Sighting[];
}

/** What it takes to see it again. */
export interface OrderWitness {
  /** Id of the scenario. */
  readonly scenario: string;
  readonly earlier: TransactionPlace;
  readonly later: TransactionPlace;
  /**
   * What ran before the two, in its order and with nonces that fit: `before earlier`: all that stand
   * before the earlier one; `before later`: all that stand before the later one, but the earlier;
   * `between stays`: all that stand before the earlier one, and those between the two run after the earlier one
   * in both orders, in the recorded one before the later one, in the swapped one after both.
   */
  readonly prefix: "before earlier" | "before later" | "between stays";
  /** Absent: the two calls as they are in the scenario. */
  readonly otherValue?: OtherValue;
}

/** One word of the call data of one of the two calls, or the ETH that it sends, is another than in the scenario. */
export interface OtherValue {
  readonly of: "earlier" | "later";
  /** Counted from 0, behind the selector; null: what is sent. */
  readonly word: number | null;
  readonly recorded: Hex;
  readonly value: Hex;
}

/**
 * - `commutes`: the same outcomes and the same state.
 * - `different outcome`: the same success, but `differences` between the recorded and the swapped order;
 *   with the other value of the witness, if that has one, while both come to the same as recorded.
 * - `different success`: a transaction fails in one of the orders only.
 * - `unknown`: the orders could not be compared.
 */
export type OrderVerdict =
  | { readonly kind: "commutes" }
  | { readonly kind: "different outcome"; readonly differences: readonly OrderDifference[] }
  | { readonly kind: "different success"; readonly failures: readonly OrderFailure[] }
  | { readonly kind: "unknown"; readonly reason: string };

/** Values are those at the end; of code its keccak256, 0 for none. */
export type OrderDifference =
  | (OutcomePlace & { readonly transaction: number })
  | (StatePlace & { readonly recorded: bigint; readonly swapped: bigint });

/** A transaction that fails when it comes first, or second, and succeeds otherwise. */
export interface OrderFailure {
  readonly transaction: number;
  readonly when: "first" | "second";
  /**
   * - `reverted`: it ran and failed, with `data` for the reason; absent when it is not known.
   * - `rejected`: it is not even valid then, such as for want of balance.
   */
  readonly how:
    | { readonly kind: "reverted"; readonly data?: Hex }
    | { readonly kind: "rejected"; readonly reason: string };
}

/** Where a value can come to light. `return`: what the transaction's call returned, which only a calling contract would see. */
export type Place =
  | { readonly into: "status" }
  | OutcomePlace
  | StatePlace
  /** Whether this slot or code is read at all depends on it. */
  | { readonly into: "read"; readonly location: LocationKey }
  /** What is passed to another contract, where nothing else shows what that one makes of it. An index of the frames. */
  | { readonly into: "call"; readonly frame: number };

export type OutcomePlace =
  { readonly into: "return" | "created" } | { readonly into: "log"; readonly log: number };

export interface StatePlace {
  readonly into: "storage" | "balance" | "nonce" | "code";
  readonly location: LocationKey;
}

export interface AccumulatorFinding {
  readonly question: AccumulatorQuestion;
  /** Id of the scenario. */
  readonly scenario: string;
  readonly transaction: TransactionPlace;
  readonly verdict: AccumulatorVerdict;
  /** The runs that showed the places. */
  readonly seen: readonly Sighting[];
}

/**
 * - `commutative`: whatever is added to the field before, is there afterwards, and nothing else changes;
 *   within its `bound`, if it has one.
 * - `overwritten`: the field comes to the same, whatever it was before, as does all else.
 * - `bits`: each bit of the field that is in `bits` comes out set, cleared or flipped, all others as they
 *   were, and nothing else depends on those: `mask |= bit`, a map of what was claimed. No sum: what is
 *   added before is not what is there more afterwards. `again` is what it does where it finds the bits as
 *   it leaves them.
 * - `flows`: the value gets to `places`, each with the first delta that showed it. The field's own
 *   location is one of them when it changes in another way than the three above.
 * - `read-only`: the transaction never writes the slot.
 * - `not-written`: it does, but the field has its old value in the end; and where another call of the function
 *   changes it, no other value was seen to get anywhere.
 */
export type AccumulatorVerdict =
  | (Perturbation & { readonly kind: "commutative" | "overwritten" })
  | (Perturbation & { readonly kind: "bits"; readonly bits: Hex; readonly again: BitsAgain })
  | (Perturbation & {
      readonly kind: "flows";
      readonly places: readonly (Place & { readonly delta: bigint })[];
    })
  | { readonly kind: "read-only" | "not-written" }
  | { readonly kind: "unknown"; readonly reason: string };

/** Where the value gets to; bits that can be changed once only decide on success. */
export function placesIn(verdict: AccumulatorVerdict): readonly Place[] {
  if (verdict.kind === "flows") return verdict.places;
  return verdict.kind === "bits" && verdict.again === "fails" ? [{ into: "status" }] : [];
}

/** It leaves them so, sets them back, or fails: then each can be changed once only. */
export type BitsAgain = "stays" | "back" | "fails";

export interface Perturbation {
  /** `inferred`: it was not given, but worked out of the bytes that changed. */
  readonly field: ByteRange & { readonly inferred: boolean };
  /** What the transaction itself adds to the field; modulo its width, so that a debit is negative. */
  readonly own: bigint;
  /** What was added to the field before the transaction, each in a run of its own; the bound's is none of them. */
  readonly deltas: readonly bigint[];
  /**
   * Numbers in code and storage that the field may be compared with: it was run as well where it came to one of
   * them, to one less and to one more, before and after. Absent where other deltas said enough, or there is none.
   */
  readonly thresholds?: readonly bigint[];
  /** Absent where the sum met none, as far as that was tried. */
  readonly bound?: Bound;
}

/**
 * Checked arithmetic (Panic 0x11) that lets the sum of a field not leave its range: it stopped the
 * transaction when `delta` had been added to the field before it. The contract does not look at the value
 * beyond that, but whether the transaction succeeds depends on those before it.
 * - `enough must be there`: it takes away more than there was then.
 * - `room must be left`: it adds more than the type had room for then; tried only where few calls fill it.
 */
export interface Bound {
  readonly kind: "enough must be there" | "room must be left";
  readonly delta: bigint;
}

export interface SharingFinding {
  readonly question: SharingQuestion;
  /** Id of the scenario. */
  readonly scenario: string;
  readonly earlier: TransactionPlace;
  readonly later: TransactionPlace;
  readonly verdict: SharingVerdict;
}

/**
 * - `false sharing`: each takes the same course whatever the bytes hold that the other changes, as recorded
 *   and where another value that it reads is another one: they conflict only because these share a slot.
 * - `dependent`: the bytes are others, but one looks at what the other changes; under the circumstance
 *   that is `given` with each of its dependences, if there is one.
 * - `same bytes`: both change the same.
 */
export type SharingVerdict =
  | (SharedSlot & { readonly kind: "false sharing" | "same bytes" })
  | (SharedSlot & { readonly kind: "dependent"; readonly dependences: readonly Dependence[] })
  | { readonly kind: "unknown"; readonly reason: string };

export interface SharedSlot {
  /** The bytes that each changes, as `ff` in a word; widened to whole fields unless `inferred`. */
  readonly masks: readonly [earlier: Hex, later: Hex];
  /** The fields were not given, so that bytes of one number that does not carry may pass for two. */
  readonly inferred: boolean;
}

/** How one transaction depends on the bytes that the other changes; `slot`: the first content that showed it. */
export interface Dependence {
  readonly transaction: number;
  /** Behind `&&`, for one, the bytes are read only if something else is so. Absent: it shows as recorded. */
  readonly given?: Circumstance;
  readonly places: readonly (Place & { readonly slot: Hex })[];
}

/** A storage slot that is to hold another value than it did. */
export interface Circumstance {
  readonly location: LocationKey;
  readonly value: Hex;
}
