import type { Address, Hex } from "./location.ts";
import type { RecordedTransactionFields } from "./recording.ts";
import type { BlockEnvironment, PreState, PreStateAccount } from "./scenario.ts";

/** A mined block with too many transactions to trace each. */
export interface LargeBlock {
  readonly environment: BlockEnvironment;
  readonly parentHash: Hex;
  readonly transactions: readonly RecordedTransactionFields[];
}

/** Reads the state that was there before the block. Rejects when the node does. */
export interface StateReader {
  account(address: Address): Promise<Omit<PreStateAccount, "storage">>;
  storage(address: Address, slot: Hex): Promise<bigint>;
  /** Of a block before the parent. Absent: such hashes are not known, and who asks for one cannot be run. */
  blockHash?(number: bigint): Promise<Hex>;
}

/**
 * Works out what each transaction of a block touches and the values before it; undefined from the
 * first transaction on that cannot be run.
 */
export type LargeBlockStrategy = (
  block: LargeBlock,
  state: StateReader,
  /** Told how many transactions are done. */
  onDone?: (done: number) => void,
) => Promise<readonly (PreState | undefined)[]>;
