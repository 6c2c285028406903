import type { Block } from "@ethereumjs/block";
import type { Common } from "@ethereumjs/common";
import { getCalldataFloorGas, type TypedTransaction } from "@ethereumjs/tx";
import { type Address as EthereumJsAddress, hexToBytes } from "@ethereumjs/util";

import type { BlockEnvironment } from "../../model/scenario.ts";
import type { TransactionToRun } from "../scheduler/hosted-scenario.ts";
import { buildBlock } from "./build-block.ts";
import { buildTransaction } from "./build-transaction.ts";
import { asRejection } from "./refusal.ts";

/** A transaction as EthereumJS wants it, and what of it does not depend on the state. Amounts in wei. */
export interface PreparedTransaction {
  readonly tx: TypedTransaction;
  readonly block: Block;
  readonly sender: EthereumJsAddress;
  readonly nonce: bigint;
  readonly intrinsicGas: bigint;
  /** EIP-7623: the least that its call data costs; 0 before. */
  readonly floorGas: bigint;
  /** What one gas costs the sender, and what of it the coinbase gets. */
  readonly gasPrice: bigint;
  readonly coinbaseFee: bigint;
  readonly blobCost: bigint;
  /** What the sender must be able to pay. */
  readonly maxCost: bigint;
  readonly accessList: readonly {
    readonly address: Uint8Array;
    readonly slots: readonly bigint[];
  }[];
  /** Why it is not valid in its block, whatever the state. */
  readonly invalid?: string;
}

/** Prepares transactions of one chain, each once, and their block once for all that follow each other. */
export class TransactionPreparer {
  readonly #common: Common;
  #block: { readonly environment: BlockEnvironment; readonly block: Block } | undefined;
  readonly #prepared = new WeakMap<TransactionToRun, PreparedTransaction>();

  constructor(common: Common) {
    this.#common = common;
  }

  /** Throws a {@link Refusal} when it is no transaction of this chain at all. */
  prepare(transaction: TransactionToRun): PreparedTransaction {
    const known = this.#prepared.get(transaction);
    if (known !== undefined) return known;
    try {
      const prepared = this.#prepare(transaction);
      this.#prepared.set(transaction, prepared);
      return prepared;
    } catch (error) {
      throw asRejection(error);
    }
  }

  #prepare({ fields, block: environment }: TransactionToRun): PreparedTransaction {
    const tx = buildTransaction(fields, this.#common);
    const block = this.#blockOf(environment);
    const sender = tx.getSenderAddress();
    const baseFee = this.#common.isActivatedEIP(1559) ? (block.header.baseFeePerGas ?? 0n) : 0n;
    const prices = pricesOf(tx, baseFee);
    const blobGas =
      "numBlobs" in tx ? this.#common.param("blobGasPerBlob") * BigInt(tx.numBlobs()) : 0n;
    const blobPrice = blobGas === 0n ? 0n : block.header.getBlobGasPrice();
    const maxBlobPrice = "maxFeePerBlobGas" in tx ? tx.maxFeePerBlobGas : 0n;
    const core = {
      tx,
      block,
      sender,
      nonce: BigInt(fields.nonce),
      intrinsicGas: tx.getIntrinsicGas(),
      floorGas: this.#common.isActivatedEIP(7623) ? getCalldataFloorGas(tx, sender) : 0n,
      gasPrice: prices.gasPrice,
      coinbaseFee: prices.gasPrice - baseFee,
      blobCost: blobGas * blobPrice,
      maxCost: tx.value + tx.gasLimit * prices.maxFee + blobGas * maxBlobPrice,
      accessList: (fields.accessList ?? []).map(({ address, storageKeys }) => ({
        address: hexToBytes(address),
        slots: storageKeys.map(BigInt),
      })),
    };
    const invalid =
      invalidReason(core, prices.maxFee, baseFee) ??
      (maxBlobPrice < blobPrice
        ? `it pays at most ${maxBlobPrice} wei for a blob's gas, which costs ${blobPrice}`
        : undefined);
    return { ...core, ...(invalid === undefined ? {} : { invalid }) };
  }

  #blockOf(environment: BlockEnvironment): Block {
    if (this.#block?.environment === environment) return this.#block.block;
    const block = buildBlock(environment, this.#common);
    this.#block = { environment, block };
    return block;
  }
}

/** EIP-1559: the priority fee is capped by what is left of the maximum after the base fee. */
function pricesOf(tx: TypedTransaction, baseFee: bigint): { maxFee: bigint; gasPrice: bigint } {
  if (!("maxFeePerGas" in tx)) return { maxFee: tx.gasPrice, gasPrice: tx.gasPrice };
  const { maxFeePerGas: maxFee, maxPriorityFeePerGas } = tx;
  const left = maxFee - baseFee;
  return {
    maxFee,
    gasPrice: baseFee + (maxPriorityFeePerGas < left ? maxPriorityFeePerGas : left),
  };
}

function invalidReason(
  { tx, intrinsicGas, floorGas }: { tx: TypedTransaction; intrinsicGas: bigint; floorGas: bigint },
  maxFee: bigint,
  baseFee: bigint,
): string | undefined {
  const least = intrinsicGas > floorGas ? intrinsicGas : floorGas;
  if (tx.gasLimit < least) return `its gas limit is ${tx.gasLimit}, but it needs ${least} at least`;
  if (maxFee < baseFee)
    return `it pays at most ${maxFee} wei for gas, below the base fee ${baseFee}`;
  return undefined;
}
