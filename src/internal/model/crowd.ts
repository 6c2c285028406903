import type { Hex, LocationKey } from "./location.ts";
import type { Scenario, ScenarioTransaction } from "./scenario.ts";

/** A recorded call that many users could make at once. */
export interface CrowdCall {
  readonly transaction: ScenarioTransaction;
  /** As it was recorded, where it named its own sender and `transaction` names somebody else. */
  readonly recorded?: ScenarioTransaction;
  /** The scenario that it was recorded in: its chain, its test. */
  readonly origin: Scenario;
  /** How many recorded calls went the same path. */
  readonly occurrences: number;
  /** One of them that another sender made, of the same deployment. */
  readonly other?: ScenarioTransaction;
  /** How many accounts called the function of one deployment, on whatever path; absent: they were not counted. */
  readonly senders?: number;
}

/**
 * - `same`: only the sender varies; everybody names the same pool, id, recipient.
 * - `spread`: what the arguments name varies, too, as far as it is a key of a mapping or an
 *   index of an array.
 */
export type CrowdTarget = "same" | "spread";

/**
 * One user's call in another's name: every identity of the left is the one of the right, wherever it
 * stands: sender, arguments, keys of mappings, indices of arrays, stored values, accounts. Words of 32
 * bytes; names that are texts as the bytes that they consist of.
 */
export type Renaming = ReadonlyMap<Hex, Hex>;

/** How much of the sender is replaced, strongest first: `values` are stored ones, `arguments` words of the call data. */
export interface Substitution {
  readonly arguments: boolean;
  readonly values: boolean;
}

export interface Crowd {
  readonly call: CrowdCall;
  readonly target: CrowdTarget;
  /** How much of the sender its clones replace. */
  readonly substitution: Substitution;
  /** Of the arguments, the words and texts that differ from clone to clone beside the sender. */
  readonly varied: readonly Hex[];
  readonly scenario: Scenario;
}

/**
 * Why a call cannot be made by others.
 * - `owner-only`: it wants the sender that is stored, in a place that there is only one of, or that was
 *   granted a role.
 * - `signature`: it checks one.
 * - `proof`: it takes one of words, such as a Merkle proof.
 * - `refused`: it fails, or does something else, for another sender, for a reason that is not known.
 * - `unsupported`: the executor cannot run it, or no other user could be given what it finds of the sender's.
 */
export type UnclonedCause = "owner-only" | "signature" | "proof" | "refused" | "unsupported";

export interface UnclonedCall {
  readonly call: CrowdCall;
  readonly cause: UnclonedCause;
  readonly reason: string;
  /** Where the sender is stored, of `owner-only`. */
  readonly location?: LocationKey;
}
