import type {
  ParallelReport,
  ReportConflict,
  ReportHotspot,
  ReportOrder,
  ReportTransaction,
} from "./report.ts";
import type { Speedup } from "./conflict.ts";
import type { Address, Hex } from "./location.ts";

/** The test API, `connection.parallelEvm`: parallel safety of single calls, as a test can ask for it. */
export interface ParallelEvm {
  /**
   * Sends what `send` sends as one scenario: nothing is mined until it is done, then all of it, in one block if the
   * block's gas limit allows. `send` returns the promises of what it sends, such as `[token.mint(1), token.mint(2)]`,
   * and must not wait for receipts. Mining goes on afterwards as it was.
   *
   * Rejects with what `send` throws, after what it had sent was mined; PE030 when the connection is not
   * observed, PE053 when it cannot be, PE039 and PE051 on wrong options, PE031 when nothing was sent, PE032 when
   * another run is going on, PE033 when sending takes longer than `timeout`, PE034 when transactions are pending
   * already, PE035 when some cannot be mined, PE036 when they cannot be run in parallel.
   */
  run(send: () => unknown, options?: ParallelRunOptions): Promise<ParallelRun>;
  /**
   * Has many users make one call at once, in a state of their own: nothing is mined. The call is a transaction that
   * was mined on this connection (its hash, response or receipt, or the promise of one), or a function that sends
   * one, which is mined.
   *
   * Rejects as {@link ParallelEvm.run} does, and with PE037 when the transaction was not recorded, PE038 when others
   * cannot make the call, PE052 when the function sends several.
   */
  crowd(
    call: SentTransaction | (() => unknown),
    options?: ParallelCrowdOptions,
  ): Promise<ParallelRun>;
  /** The report of all that this process has recorded so far, as it stands in `report.json` at the end. */
  report(): Promise<ParallelReport>;
}

export interface ParallelRunOptions {
  /** What reports call it. Default: the title of the test. */
  readonly title?: string | undefined;
  /** How long sending may take, in ms. Default: 60,000. */
  readonly timeout?: number | undefined;
}

export interface ParallelCrowdOptions extends ParallelRunOptions {
  /** How many users make the call. Default: `crowds.users` of the config, 64. */
  readonly users?: number | undefined;
  /**
   * What differs from user to user. `sender`: nothing else, so that all name the same pool, id or recipient.
   * `arguments`: the identities that the call names, too, if it names any. Default: `sender`.
   */
  readonly vary?: "sender" | "arguments" | undefined;
}

/** A transaction, as Hardhat, ethers and viem give it. */
export type SentTransaction = SentTransactionValue | PromiseLike<SentTransactionValue>;

type SentTransactionValue =
  string | { readonly hash: string } | { readonly transactionHash: string };

/** What came of transactions that were pending at the same time. Indices count in the order of the block. */
export interface ParallelRun {
  readonly kind: "batch" | "crowd";
  readonly title: string;
  readonly transactions: readonly ReportTransaction[];
  /** One a transaction; of a crowd, what its users would get. */
  readonly receipts: readonly ParallelReceipt[];
  /** Pairs, with the path where they meet; those of one sender are class `sender`. */
  readonly conflicts: readonly ReportConflict[];
  /** Conflicts beyond the listed ones. */
  readonly conflictsOmitted: number;
  /** Dearest first. */
  readonly hotspots: readonly ReportHotspot[];
  /** What the order of calls that conflict does to them. */
  readonly orders: readonly ReportOrder[];
  /** The project's contracts that ran, by their fully qualified names, sorted. */
  readonly contracts: readonly string[];
  /** The state variables of one of them, as its layout has them; empty where the compiler was not asked for it. */
  variablesOf(contract: string): readonly string[];
  /** Modelled, on gas. */
  readonly speedup: Speedup;
  /** Of Block-STM on 8 threads that know nothing beforehand, in virtual time; null where that run failed. */
  readonly reexecutions: number | null;
  /** The modelled speed-up on any number of threads, from 1. */
  speedupOn(threads: number): number;
}

export interface ParallelReceipt {
  readonly transactionHash: Hex;
  readonly transactionIndex: number;
  readonly blockNumber: bigint;
  readonly from: Address;
  /** Null: it creates a contract. */
  readonly to: Address | null;
  readonly status: "success" | "reverted";
  readonly gasUsed: bigint;
  readonly contractAddress: Address | null;
  readonly logs: readonly {
    readonly address: Address;
    readonly topics: readonly Hex[];
    readonly data: Hex;
  }[];
}
