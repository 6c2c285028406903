import type { LocationKey } from "../../model/location.ts";
import type { RecordedTransactionFields } from "../../model/recording.ts";
import type { BlockEnvironment, ChainParameters } from "../../model/scenario.ts";
import type { Hex } from "../../model/location.ts";
import type { MemoryHandle } from "../memory/shared-memory.ts";

/* What travels between threads: plain data, and no import of EthereumJS, which the main thread need not load. */

/** A scenario as it travels to a thread, once. Its state before the first transaction lies in shared memory. */
export interface HostedScenario {
  readonly chain: ChainParameters;
  readonly transactions: readonly TransactionToRun[];
  /** For each transaction, values that the chain had before it; checked in the sequential run. Empty: unknown. */
  readonly witnesses: readonly ReadonlyMap<LocationKey, bigint>[];
  readonly blockHashes: ReadonlyMap<bigint, Hex>;
  readonly memory: MemoryHandle;
  /** Code that the state names and the thread may not have yet, by keccak256. */
  readonly codes: ReadonlyMap<bigint, Uint8Array>;
}

export interface TransactionToRun {
  readonly fields: RecordedTransactionFields;
  readonly block: BlockEnvironment;
  /** Its sender can pay for it, whatever the others do. */
  readonly assured: boolean;
}
