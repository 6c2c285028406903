import type { Write } from "../../model/access-set.ts";
import type { TransactionResult } from "../../model/execution.ts";
import type { Hex, LocationKey } from "../../model/location.ts";
import type { RecordedTransactionFields } from "../../model/recording.ts";
import type { BlockEnvironment, ChainParameters } from "../../model/scenario.ts";
import type { BaseState } from "../state/state-view.ts";

/* What travels between threads: plain data, and no import of EthereumJS, which the main thread need not load. */

export interface TransactionToRun {
  readonly fields: RecordedTransactionFields;
  readonly block: BlockEnvironment;
}

/**
 * - `done`: it ran.
 * - `blocked`: it read an ESTIMATE of the transaction `by`; its result is worthless.
 * - `invalid`: it is no valid transaction on this state, or the executor cannot run it.
 */
export type RunResult =
  | {
      readonly kind: "done";
      readonly result: TransactionResult;
      /** Code that it put somewhere, by its keccak256 as a number. */
      readonly newCodes: ReadonlyMap<bigint, Uint8Array>;
      /** Code that ran, by its keccak256, as far as the thread has not told it before; empty without attribution. */
      readonly ranCodes: ReadonlyMap<Hex, Uint8Array>;
    }
  | { readonly kind: "blocked"; readonly by: number }
  | { readonly kind: "invalid"; readonly reason: string; readonly unsupported: boolean };

/** A scenario as it travels to a thread. */
export interface HostedScenario {
  readonly chain: ChainParameters;
  /** Whether the sequential run tells where in the code each access happened. */
  readonly attribute: boolean;
  readonly transactions: readonly HostedTransaction[];
  readonly base: BaseState;
  readonly blockHashes: ReadonlyMap<bigint, Hex>;
  /** Code that the base names and the thread may not have yet. */
  readonly codes: ReadonlyMap<bigint, Hex>;
}

export interface HostedTransaction extends TransactionToRun {
  /** Values that the chain had before the transaction; checked in the sequential run. */
  readonly witness: ReadonlyMap<LocationKey, bigint>;
}

/** What other threads did to the multi-version memory since this one was last asked to run something. */
export type MemoryUpdate =
  | {
      readonly kind: "record";
      readonly writer: number;
      readonly writes: readonly Write[];
      readonly newCodes: ReadonlyMap<bigint, Uint8Array>;
    }
  | { readonly kind: "estimate"; readonly writer: number };

export interface SequentialRun {
  readonly results: readonly RunResult[];
  /** For each transaction, the first value of its witness that this run did not have before it. */
  readonly witnessDifferences: readonly (string | undefined)[];
}
