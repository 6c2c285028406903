import type { Address, Hex } from "../../../src/internal/model/location.ts";

/** What to send to a chain: plain data, so that a failing plan can be printed and made smaller. */
export interface Plan {
  /** Balances that accounts start with, instead of what they have. */
  readonly balances?: ReadonlyMap<Address, bigint>;
  /** Code and nonces that are put into accounts, which no transaction could. */
  readonly codes?: ReadonlyMap<Address, Hex>;
  readonly nonces?: ReadonlyMap<Address, number>;
  /** Senders whose key is not known, such as contracts. */
  readonly impersonated?: readonly Address[];
  /** Absent: an account that does nothing else. */
  readonly coinbase?: Address;
  /** Mined before the scenario, a block each. */
  readonly before?: readonly PlannedTransaction[];
  /** The scenario: all its transactions count as pending at the same time. */
  readonly blocks: readonly (readonly PlannedTransaction[])[];
}

export interface PlannedTransaction {
  readonly from: Address;
  /** Absent: contract creation. */
  readonly to?: Address;
  readonly data?: Hex;
  /** In wei. */
  readonly value?: bigint;
  /** The gas limit, or what the node takes at least; plenty when absent. */
  readonly gas?: bigint;
  /**
   * Instead of `gas`: what it uses when it has plenty, and this on top, which may be negative. With
   * refunds it uses less than it needs.
   */
  readonly spareGas?: bigint;
  readonly fee?: Fee;
  /** Left out before Berlin. */
  readonly accessList?: AccessList;
  /** Makes it a blob transaction; each number chooses a blob. Such a one needs a block of its own in EDR. */
  readonly blobs?: readonly number[];
  /** Makes it a transaction that sets code for accounts. */
  readonly authorizations?: readonly PlannedAuthorization[];
}

/** `market` becomes `legacy` before London. */
export type Fee =
  | { readonly kind: "legacy"; readonly price: bigint }
  | { readonly kind: "market"; readonly most: bigint; readonly tip: bigint };

export type AccessList = readonly {
  readonly address: Address;
  readonly storageKeys: readonly Hex[];
}[];

export interface PlannedAuthorization {
  /** One of the chain's accounts, whose key is known. */
  readonly authority: Address;
  readonly delegate: Address;
  /** Off the nonce that it should have: makes it void. */
  readonly nonceError?: number;
  /** Void as well, unless 0, which stands for any chain. */
  readonly chainId?: bigint;
}

export function allTransactions(plan: Plan): readonly PlannedTransaction[] {
  return plan.blocks.flat();
}
