import type { Hex } from "../model/location.ts";
import type { RecordingRecord, TransactionRecord, Witness } from "../model/recording.ts";

import type { Ask } from "./ask.ts";
import { narrowBlock, narrowReceipt, type RpcBlock, type RpcTransaction } from "./narrow-rpc.ts";
import type { Sender } from "./pending-transactions.ts";
import { takeWitness } from "./take-witness.ts";

/**
 * To trace a transaction the node first replays those before it in its block, so that tracing all
 * of a block takes time in the square of their number: about a second for this many.
 */
export const WITNESS_LIMIT = 256;

/**
 * Takes the witnesses of a block that is too large to trace: one for each transaction, undefined
 * where it could not.
 */
export type LargeBlockStrategy = (
  block: RpcBlock,
  ask: Ask,
  codeId: (code: Hex) => number,
) => Promise<readonly (Witness | undefined)[]>;

export interface BlockCapture {
  readonly connection: number;
  readonly ask: Ask;
  readonly codeId: (code: Hex) => number;
  readonly write: (record: RecordingRecord) => void;
  readonly senderOf: (hash: Hex) => Sender;
  /** Why the witnesses of this block would be wrong; absent: they are not. */
  readonly unreliable?: string;
  readonly largeBlock?: LargeBlockStrategy;
}

/** Writes a mined block with its transactions; a block without any is left out. */
export async function captureBlock(capture: BlockCapture, number: bigint): Promise<void> {
  const { ask, connection } = capture;
  const answer = await ask("eth_getBlockByNumber", [`0x${number.toString(16)}`, true]);
  const block = narrowBlock(answer);
  if (block === undefined || block.transactions.length === 0) return;
  capture.write({ kind: "block", connection, ...block.environment });
  const prepared = await largeBlockWitnesses(capture, block);
  for (const [index, transaction] of block.transactions.entries()) {
    const witness = prepared?.[index] ?? (await witnessOf(capture, block, index));
    const receipt = narrowReceipt(await ask("eth_getTransactionReceipt", [transaction.hash]));
    const sender = capture.senderOf(transaction.hash);
    const position = positionOf(capture, block, index, transaction);
    capture.write({ ...position, receipt, ...witness, ...sender });
  }
}

type Position = Omit<TransactionRecord, "receipt" | "phase">;
type WitnessFields = Pick<TransactionRecord, "witness" | "witnessMissing">;

function positionOf(
  capture: BlockCapture,
  block: RpcBlock,
  index: number,
  transaction: RpcTransaction,
): Position {
  return {
    kind: "transaction",
    connection: capture.connection,
    hash: transaction.hash,
    blockNumber: block.environment.number,
    blockHash: block.environment.hash,
    index,
    fields: transaction.fields,
  };
}

async function witnessOf(
  capture: BlockCapture,
  block: RpcBlock,
  index: number,
): Promise<WitnessFields> {
  const transaction = block.transactions[index];
  if (transaction === undefined) return { witnessMissing: "There is no such transaction" };
  if (capture.unreliable !== undefined) return { witnessMissing: capture.unreliable };
  if (index >= WITNESS_LIMIT) return { witnessMissing: tooLarge(block.transactions.length) };
  try {
    return { witness: await takeWitness(capture.ask, transaction.hash, capture.codeId) };
  } catch (error) {
    return { witnessMissing: `The node could not trace it: ${messageOf(error)}` };
  }
}

async function largeBlockWitnesses(
  capture: BlockCapture,
  block: RpcBlock,
): Promise<readonly (WitnessFields | undefined)[] | undefined> {
  const { largeBlock, unreliable, ask, codeId } = capture;
  if (largeBlock === undefined || unreliable !== undefined) return undefined;
  if (block.transactions.length <= WITNESS_LIMIT) return undefined;
  const witnesses = await largeBlock(block, ask, codeId);
  return witnesses.map((witness) => (witness === undefined ? undefined : { witness }));
}

function tooLarge(transactions: number): string {
  return `Its block holds ${transactions} transactions, of which the first ${WITNESS_LIMIT} are traced`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
