/* The form of the official tests of 2016. The archive is pinned by its hash, so the form is trusted. */

/** Addresses and hashes come without 0x, numbers with, nothing at all may be `""` or `0x`. */
export interface AccountFixture {
  readonly balance: string;
  readonly nonce: string;
  readonly code: string;
  readonly storage: Readonly<Record<string, string>>;
}

export type AccountsFixture = Readonly<Record<string, AccountFixture>>;

export interface StateTestFixture {
  readonly env: {
    readonly currentCoinbase: string;
    readonly currentDifficulty: string;
    readonly currentGasLimit: string;
    readonly currentNumber: string;
    readonly currentTimestamp: string;
  };
  readonly pre: AccountsFixture;
  readonly transaction: {
    readonly data: string;
    readonly gasLimit: string;
    readonly gasPrice: string;
    readonly nonce: string;
    readonly secretKey: string;
    readonly to: string;
    readonly value: string;
  };
  readonly post: AccountsFixture;
  readonly postStateRoot: string;
  readonly logs: readonly {
    readonly address: string;
    readonly topics: readonly string[];
    readonly data: string;
  }[];
}

export interface HeaderFixture {
  readonly coinbase: string;
  readonly difficulty: string;
  readonly gasLimit: string;
  readonly gasUsed: string;
  readonly hash: string;
  readonly number: string;
  readonly parentHash: string;
  readonly receiptTrie: string;
  readonly stateRoot: string;
  readonly timestamp: string;
}

export interface TransactionFixture {
  readonly data: string;
  readonly gasLimit: string;
  readonly gasPrice: string;
  readonly nonce: string;
  readonly to: string;
  readonly value: string;
  readonly v: string;
  readonly r: string;
  readonly s: string;
}

export interface BlockFixture {
  /** Absent: the block is invalid. */
  readonly blockHeader?: HeaderFixture;
  readonly transactions?: readonly TransactionFixture[];
  readonly uncleHeaders?: readonly HeaderFixture[];
}

export interface BlockTestFixture {
  readonly genesisBlockHeader: HeaderFixture;
  readonly pre: AccountsFixture;
  readonly blocks: readonly BlockFixture[];
  readonly lastblockhash: string;
  readonly postState: AccountsFixture;
}
