import {
  type Fields,
  fieldsOf,
  hex,
  list,
  narrowBlock,
  narrowPrestate,
  narrowReceipt,
  optionalHex,
  type RpcBlock,
  type TracedAccount,
} from "../model/json-rpc/narrow-rpc.ts";
import type { Address, Hex } from "../model/location.ts";
import type { RecordedReceipt } from "../model/recording.ts";

/** Narrows what a chain answers. Each function throws on an answer of another form than its own. */

export interface ChainBlock extends RpcBlock {
  readonly gasUsed: Hex;
  readonly receiptsRoot: Hex;
  readonly blobGasUsed?: Hex;
  readonly parentBeaconBlockRoot?: Hex;
}

/** The hash of a block; undefined when there is no such block. */
export function narrowHash(answer: unknown): Hex | undefined {
  return answer === null ? undefined : hex(fieldsOf(answer), "hash");
}

/** Throws an {@link UnknownTransactionType} for transactions of other chains than Ethereum. */
export function narrowChainBlock(answer: unknown): ChainBlock | undefined {
  if (answer === null) return undefined;
  const fields = fieldsOf(answer);
  for (const transaction of list(fields, "transactions")) requireKnownType(fieldsOf(transaction));
  const block = narrowBlock(answer);
  if (block === undefined) return undefined;
  return {
    ...block,
    gasUsed: hex(fields, "gasUsed"),
    receiptsRoot: hex(fields, "receiptsRoot"),
    ...optionalHex(fields, "blobGasUsed"),
    ...optionalHex(fields, "parentBeaconBlockRoot"),
  };
}

const NEWEST_TYPE = 4;

export class UnknownTransactionType extends Error {}

function requireKnownType(transaction: Fields): void {
  const type = Number(optionalHex(transaction, "type").type ?? "0x0");
  if (type <= NEWEST_TYPE) return;
  throw new UnknownTransactionType(
    `it holds a transaction of type ${type}, which Ethereum does not have`,
  );
}

export interface ChainReceipt {
  readonly transactionHash: Hex;
  /** Before Byzantium receipts hold no status. */
  readonly receipt?: RecordedReceipt;
}

export function narrowChainReceipt(answer: unknown): ChainReceipt {
  const fields = fieldsOf(answer);
  const transactionHash = hex(fields, "transactionHash");
  if (fields.status === undefined || fields.status === null) return { transactionHash };
  const receipt = narrowReceipt(answer);
  if (receipt.status === 1) return { transactionHash, receipt };
  // Some nodes say where a creation that failed would have been.
  const { status, gasUsed, logs } = receipt;
  return { transactionHash, receipt: { status, gasUsed, logs } };
}

export function narrowReceipts(answer: unknown): readonly ChainReceipt[] {
  if (!Array.isArray(answer)) throw new Error("Expected a list of receipts");
  return answer.map(narrowChainReceipt);
}

export interface Proof {
  readonly balance: bigint;
  readonly nonce: bigint;
  readonly codeHash: Hex;
}

export function narrowProof(answer: unknown): Proof {
  const fields = fieldsOf(answer);
  return {
    balance: BigInt(hex(fields, "balance")),
    nonce: BigInt(hex(fields, "nonce")),
    codeHash: hex(fields, "codeHash"),
  };
}

export type Traced = readonly (readonly [Address, TracedAccount])[];

export function narrowTrace(answer: unknown): Traced {
  return narrowPrestate(answer);
}

/** The traces of a block's transactions, in their order; older nodes do not name the transactions. */
export function narrowBlockTrace(answer: unknown, transactions: readonly Hex[]): readonly Traced[] {
  if (!Array.isArray(answer)) throw new Error("Expected a list of traces");
  if (answer.length !== transactions.length) {
    throw new Error(`Expected ${transactions.length} traces, there are ${answer.length}`);
  }
  return answer.map((one, index) => {
    const fields = fieldsOf(one);
    const { txHash } = fields;
    if (txHash !== undefined && txHash !== transactions[index]) {
      throw new Error("Expected the traces of this block's transactions");
    }
    return narrowPrestate(fields.result);
  });
}
