/**
 * The storage of one account as the instructions SLOAD and SSTORE see it: words as numbers, and no
 * promises. What a method notes, it notes in the access log of the transaction.
 */
export interface FrameStorage {
  /** The value at this moment; notes the read. */
  load(slot: bigint): bigint;
  /** The value before the transaction, 0 when the account's storage was cleared in it; notes nothing. */
  original(slot: bigint): bigint;
  /** Notes where the write happened. */
  store(slot: bigint, value: bigint): void;
  /** EIP-2929: whether the transaction touched the slot before, or announced it in its access list. */
  isWarm(slot: bigint): boolean;
  /** Undone when the frame is reverted. */
  warm(slot: bigint): void;
}
