import type { Address, Hex } from "./location.ts";

/**
 * A block's access list (EIP-7928), in the JSON form of the execution APIs' `eth_getBlockAccessList`
 * (https://ethereum.github.io/execution-apis/api/methods/eth_getBlockAccessList). Accounts, slots and indices
 * ascending. Indices count transactions from 1, quantities are 0x-hex, slots and values of storage 32 bytes.
 */
export type BlockAccessList = readonly AccountAccess[];

export interface AccountAccess {
  readonly address: Address;
  readonly storageChanges: readonly { readonly key: Hex; readonly changes: readonly Change[] }[];
  /** Slots that were read and are not changed. */
  readonly storageReads: readonly Hex[];
  readonly balanceChanges: readonly Change[];
  readonly nonceChanges: readonly Change[];
  readonly codeChanges: readonly CodeChange[];
}

/** What is there after a transaction that changed it. */
export interface Change {
  readonly index: Hex;
  readonly value: Hex;
}

export interface CodeChange {
  readonly index: Hex;
  readonly code: Hex;
}
