/**
 * The storage of one account as the code that runs there sees it: slots and values as numbers, and
 * nothing to wait for.
 */
export interface FrameStorage {
  /** The value now. Notes the read. */
  load(slot: bigint): bigint;
  /** The value before the transaction, 0 if the account's storage was cleared in it. Notes nothing. */
  original(slot: bigint): bigint;
  store(slot: bigint, value: bigint): void;
  /** EIP-2929. */
  isWarm(slot: bigint): boolean;
  /** Undone when the frame is reverted. */
  warm(slot: bigint): void;
}
