import type { Address, Hex } from "./location.ts";

/**
 * What one process recorded, as JSON lines: the first line is a {@link HeaderRecord}, each further
 * line one record, in the order in which things happened in that process. Quantities are 0x-hex
 * strings as JSON-RPC gives them, addresses and hashes lower-case.
 */
export type RecordingRecord =
  | HeaderRecord
  | ConnectionRecord
  | TestRecord
  | CodeRecord
  | BlockRecord
  | TransactionRecord
  | BoundaryRecord
  | CallRecord
  | DiscardRecord
  | NoteRecord
  | EndRecord;

export const RECORDING_VERSION = 1;

export interface HeaderRecord {
  readonly kind: "header";
  readonly version: typeof RECORDING_VERSION;
  /** Identifies the run that the file belongs to; the files of all workers of one run share it. */
  readonly run: string;
}

/** One network connection that is observed. `id` is unique within the file. */
export interface ConnectionRecord {
  readonly kind: "connection";
  readonly id: number;
  readonly network: string;
  /** `l1`, `generic`, `op`, … */
  readonly chainType: string;
  /** EDR's name of the hardfork, such as `osaka`. */
  readonly hardfork: string;
  readonly chainId: Hex;
  readonly allowUnlimitedContractSize: boolean;
}

/** One test of the user's suite. `file` is relative to the project, with forward slashes. */
export interface TestRecord {
  readonly kind: "test";
  readonly id: number;
  readonly file: string;
  /** The titles of the enclosing suites and of the test, joined by a space, as runners print them. */
  readonly title: string;
}

/** Contract code, written once a file. Witnesses name it by `id`. */
export interface CodeRecord {
  readonly kind: "code";
  readonly id: number;
  readonly code: Hex;
}

/** The environment of a mined block. */
export interface BlockRecord {
  readonly kind: "block";
  readonly connection: number;
  readonly number: Hex;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly timestamp: Hex;
  readonly coinbase: Address;
  readonly gasLimit: Hex;
  /** Absent before London. */
  readonly baseFeePerGas?: Hex;
  readonly difficulty: Hex;
  /** PREVRANDAO since the merge. */
  readonly mixHash: Hex;
  /** Absent before Cancun. */
  readonly excessBlobGas?: Hex;
  readonly transactionCount: number;
}

/** An account with the values that it had before the transaction; slots not listed were not touched. */
export interface WitnessAccount {
  readonly balance: Hex;
  readonly nonce: number;
  /** The `id` of a {@link CodeRecord}; absent: no code. */
  readonly code?: number;
  readonly storage?: Readonly<Record<Hex, Hex>>;
}

/** All state that a transaction read, with the values that it had before the transaction. */
export type Witness = Readonly<Record<Address, WitnessAccount>>;

export interface RecordedLog {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

export interface RecordedReceipt {
  readonly status: 0 | 1;
  readonly gasUsed: Hex;
  readonly createdAddress?: Address;
  readonly logs: readonly RecordedLog[];
}

export interface RecordedAuthorization {
  readonly chainId: Hex;
  readonly address: Address;
  readonly nonce: Hex;
  readonly yParity: Hex;
  readonly r: Hex;
  readonly s: Hex;
}

/** The fields of a transaction that execution depends on. The signature is not among them: `from` is known. */
export interface RecordedTransactionFields {
  /** EIP-2718 type: 0 to 4. */
  readonly type: number;
  readonly from: Address;
  /** Absent: contract creation. */
  readonly to?: Address;
  readonly nonce: Hex;
  readonly gas: Hex;
  readonly value: Hex;
  readonly input: Hex;
  /** Types 0 and 1. */
  readonly gasPrice?: Hex;
  /** Types 2 to 4. */
  readonly maxFeePerGas?: Hex;
  readonly maxPriorityFeePerGas?: Hex;
  readonly accessList?: readonly {
    readonly address: Address;
    readonly storageKeys: readonly Hex[];
  }[];
  readonly maxFeePerBlobGas?: Hex;
  readonly blobVersionedHashes?: readonly Hex[];
  readonly authorizationList?: readonly RecordedAuthorization[];
}

export interface TransactionRecord {
  readonly kind: "transaction";
  readonly connection: number;
  readonly hash: Hex;
  readonly blockNumber: Hex;
  readonly blockHash: Hex;
  readonly index: number;
  readonly fields: RecordedTransactionFields;
  readonly receipt: RecordedReceipt;
  /** Absent when it could not be taken; `witnessMissing` then says why. */
  readonly witness?: Witness;
  readonly witnessMissing?: string;
  /** The test that was running when it was sent; absent: sent outside of any test. */
  readonly test?: number;
  /** `body`: sent by the test itself; `setup`: by a hook, a fixture or a module's top level. */
  readonly phase: "setup" | "body";
  /** What the test API sent together with it; absent: it was sent without. */
  readonly batch?: RecordedBatch;
}

/** Transactions that the test API sent together. `id` is unique within the file. */
export interface RecordedBatch {
  readonly id: number;
  readonly title: string;
}

/**
 * Something between two transactions of a connection that ends a scenario:
 * `snapshot` (ends a fixture), `revert`, `reset`, `state-edit` (`hardhat_set*`).
 */
export interface BoundaryRecord {
  readonly kind: "boundary";
  readonly connection: number;
  readonly reason: "snapshot" | "revert" | "reset" | "state-edit";
  /** The test whose body asked for it; absent: a hook, or no test. */
  readonly test?: number;
  /** The JSON-RPC method. */
  readonly method: string;
}

/** Some code was asked for a result without a transaction (`eth_call`); seldom more than once each. */
export interface CallRecord {
  readonly kind: "call";
  readonly connection: number;
  /** The `id` of the {@link CodeRecord} of the account that was called. */
  readonly code: number;
  /** The first four bytes of the input: which function. */
  readonly selector: Hex;
}

/** What was recorded for this connection so far does not count (a parent process that only loaded the test files). */
export interface DiscardRecord {
  readonly kind: "discard";
  readonly connection: number;
}

/** The last line of a recording that is whole. More may follow in a process that goes on after Ctrl-C. */
export interface EndRecord {
  readonly kind: "end";
  /** By a signal, in the middle of the tests; absent: by itself. */
  readonly stopped?: true;
}

/** Something that the report tells the user: what could not be recorded, and why. */
export interface NoteRecord {
  readonly kind: "note";
  readonly message: string;
}
