/** Sorted; what `parallelEvm.profile` can be. */
export const PROFILE_IDS = ["access-list", "block-stm", "key-based", "value-based"] as const;

export type ProfileId = (typeof PROFILE_IDS)[number];

/**
 * What a kind of engine takes for a conflict: a later transaction that ran beside an earlier one must run
 * again, or wait. Whatever the engine, a write and a read are the same in three ways:
 *
 * - Every SSTORE reads its slot, as its gas depends on the old value (EIP-2200): two writes of a slot
 *   conflict on all engines that look at reads, whether an SLOAD came before or not.
 * - What a revert undid is no write.
 * - A fee for the block's beneficiary is a sum, which commutes; only who looks at that balance depends on it.
 */
export interface EngineProfile {
  readonly id: ProfileId;
  readonly title: string;
  /** Which engines it stands for, what counts on them, and what of them is not modelled. */
  readonly description: string;
  /** See {@link Validation}. */
  readonly validation: Validation;
  /** An SSTORE counts as a write though the slot holds in the end what it held before the transaction. */
  readonly netZeroWrites: boolean;
  /**
   * - `sums`: credits and debits commute, unless the transaction looks at the balance, or needs what
   *   an earlier one brought.
   * - `keys`: whoever changes a balance reads and writes it as if it were a slot.
   */
  readonly balances: "sums" | "keys";
  /** Changes of an account after which all that touches the account, in whatever way, must run again. */
  readonly accountChanges: readonly AccountChange[];
  /** Where the rules were read. */
  readonly sources: readonly string[];
}

/**
 * When a later transaction must run again.
 * - `version`: an earlier one has changed a location that it reads.
 * - `value`: a location that it reads holds another value than it read. A value that is changed and changed
 *   back is the same.
 * - `key`: an earlier one has written a location that it reads or writes.
 * - `none`: never, and not even a sender's own transactions keep their order: all that a
 *   transaction reads is known before it runs.
 */
export type Validation = "version" | "value" | "key" | "none";

export type AccountChange = "balance" | "nonce" | "code" | "existence";
