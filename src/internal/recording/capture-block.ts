import type { Hex } from "../model/location.ts";
import type { TransactionRecord, Witness } from "../model/recording.ts";

import { blockEnvironment } from "../model/block-environment.ts";
import type { PreState } from "../model/scenario.ts";
import { toQuantity, toWord } from "../primitives/hex.ts";

import {
  narrowBlock,
  narrowReceipt,
  type RpcBlock,
  type RpcTransaction,
} from "../model/json-rpc/narrow-rpc.ts";
import { withGasLimitSeen } from "./gas-limit-seen.ts";
import type { KnownCodes } from "./known-codes.ts";
import type { RecorderOptions } from "./recorder-options.ts";
import type { Sender } from "./pending-transactions.ts";
import { readStateBefore } from "./read-state-before.ts";
import { takeWitness } from "./take-witness.ts";

/**
 * To trace a transaction the node first replays those before it in its block, so that tracing all
 * of a block takes time in the square of their number: about 0.4 s for this many. Larger blocks are
 * run instead; what that gives no witness of is traced up to {@link TRACE_LIMIT}.
 */
export const LARGE_BLOCK = 128;

/** Tracing as many takes more than a second. */
export const TRACE_LIMIT = 256;

export interface BlockCapture extends Pick<
  RecorderOptions,
  "connection" | "ask" | "write" | "hasGasLimit" | "witnessLargeBlock"
> {
  readonly codes: KnownCodes;
  /** Its transactions are traced without codes first. */
  readonly withoutCodes: boolean;
  readonly senderOf: (hash: Hex) => Sender;
  /** Why the witnesses of this block would be wrong; absent: they are not. */
  readonly unreliable?: string;
}

/** Writes a mined block with its transactions; a block without any is left out. */
export async function captureBlock(capture: BlockCapture, number: bigint): Promise<void> {
  const { ask, connection } = capture;
  const answer = await ask("eth_getBlockByNumber", [`0x${number.toString(16)}`, true]);
  const found = narrowBlock(answer);
  if (found === undefined || found.transactions.length === 0) return;
  const block = capture.hasGasLimit
    ? found
    : { ...found, environment: withGasLimitSeen(found.environment) };
  capture.write({ kind: "block", connection, ...block.environment });
  const prepared = await largeBlockWitnesses(capture, block);
  for (const [index, transaction] of block.transactions.entries()) {
    const ready = prepared[index];
    const witness =
      ready === undefined ? await witnessOf(capture, block, index) : { witness: ready };
    capture.codes.ran(transaction.fields, codesOf(witness.witness));
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
  if (index >= TRACE_LIMIT) return { witnessMissing: tooLarge(block.transactions.length) };
  try {
    return { witness: await takeWitness(capture.ask, transaction.hash, capture) };
  } catch (error) {
    return { witnessMissing: `The node could not trace it: ${messageOf(error)}` };
  }
}

/** Of a large block, by running it; nothing when that fails. */
async function largeBlockWitnesses(
  capture: BlockCapture,
  block: RpcBlock,
): Promise<readonly (Witness | undefined)[]> {
  const { witnessLargeBlock, unreliable, ask, codes } = capture;
  const { environment, transactions } = block;
  if (witnessLargeBlock === undefined || unreliable !== undefined) return [];
  if (transactions.length <= LARGE_BLOCK) return [];
  try {
    const witnesses = await witnessLargeBlock(
      {
        environment: blockEnvironment(environment),
        parentHash: environment.parentHash,
        transactions: transactions.map(({ fields }) => fields),
      },
      readStateBefore(ask, BigInt(environment.number)),
    );
    return witnesses.map((witness) => witness && toWitness(witness, codes));
  } catch {
    return [];
  }
}

function codesOf(witness: Witness | undefined): (number | undefined)[] | undefined {
  return witness && Object.values(witness).map(({ code }) => code);
}

function toWitness(state: PreState, codes: KnownCodes): Witness {
  return Object.fromEntries(
    [...state].map(([address, { balance, nonce, code, storage }]) => [
      address,
      {
        balance: toQuantity(balance),
        nonce: Number(nonce),
        ...(code === "0x" ? {} : { code: codes.idOf(code) }),
        storage: Object.fromEntries([...storage].map(([slot, value]) => [slot, toWord(value)])),
      },
    ]),
  );
}

function tooLarge(transactions: number): string {
  return `Its block holds ${transactions} transactions, of which the first ${TRACE_LIMIT} are traced`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
