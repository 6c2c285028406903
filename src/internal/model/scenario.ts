import type { Address, Hex } from "./location.ts";
import type { RecordedTransactionFields } from "./recording.ts";

/**
 * `block`, `test`, `batch`, `replay` and `crowd` as the README tells them; `setup`: transactions outside of any
 * scenario, run only to verify them; `experiment`: recorded or cloned transactions run once more with
 * something changed, to see what comes of it.
 */
export type ScenarioKind = "block" | "test" | "batch" | "replay" | "crowd" | "setup" | "experiment";

/** The kinds that the user's suite makes by itself, and that the config chooses from. */
export type SuiteScenarioKind = "block" | "test";

/**
 * Which scenarios the executor runs in parallel: those of two transactions or more that can be expected
 * to gain by it, or all of them.
 */
export type ExecutionMode = "hybrid" | "parallel";

/** Transactions taken as pending at the same time, in their order, and all that running them needs. */
export interface Scenario {
  /** Stable across runs of the same suite: `<kind>-<number>`, numbered in report order. */
  readonly id: string;
  readonly kind: ScenarioKind;
  readonly title: string;
  /** The test file, relative to the project with forward slashes; absent when no test is known. */
  readonly file?: string;
  readonly chain: ChainParameters;
  readonly transactions: readonly ScenarioTransaction[];
  readonly preState: PreState;
  /** Block hashes that BLOCKHASH may ask for, by block number. */
  readonly blockHashes: ReadonlyMap<bigint, Hex>;
}

export interface ChainParameters {
  readonly chainId: bigint;
  readonly chainType: string;
  /** The hardfork as EDR or EthereumJS call it, such as `osaka`. */
  readonly hardfork: string;
  readonly allowUnlimitedContractSize: boolean;
}

export interface ScenarioTransaction {
  /** Number of the recorded transaction: the same in each scenario that holds it. */
  readonly id: number;
  readonly hash: Hex;
  readonly fields: RecordedTransactionFields;
  readonly block: BlockEnvironment;
  /** What the chain that mined it says; the executor's result must equal it. Absent: only the block as a whole is known. */
  readonly expected?: Outcome;
  /** The state that the chain had before it, as far as the transaction touched it; the executor's must equal it. */
  readonly before?: PreState;
}

export interface BlockEnvironment {
  readonly number: bigint;
  /** Seconds. */
  readonly timestamp: bigint;
  readonly coinbase: Address;
  readonly gasLimit: bigint;
  readonly baseFeePerGas?: bigint;
  readonly difficulty: bigint;
  readonly prevRandao: Hex;
  readonly excessBlobGas?: bigint;
}

/** The state before the scenario's first transaction, as far as its transactions touch it; absent accounts are empty. */
export type PreState = ReadonlyMap<Address, PreStateAccount>;

export interface PreStateAccount {
  readonly balance: bigint;
  readonly nonce: bigint;
  /** `0x` for none. */
  readonly code: Hex;
  /** By 32-byte slot; absent slots are zero. */
  readonly storage: ReadonlyMap<Hex, bigint>;
}

/** The observable result of a transaction. */
export interface Outcome {
  readonly status: 0 | 1;
  readonly gasUsed: bigint;
  readonly createdAddress?: Address;
  readonly logs: readonly {
    readonly address: Address;
    readonly topics: readonly Hex[];
    readonly data: Hex;
  }[];
}
