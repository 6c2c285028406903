import { createMPT } from "@ethereumjs/mpt";
import { RLP } from "@ethereumjs/rlp";
import { TransactionType } from "@ethereumjs/tx";
import { Bloom, encodeReceipt } from "@ethereumjs/vm";

import type { Hex } from "../model/location.ts";
import type { Outcome } from "../model/scenario.ts";
import { bytesToHex, hexToBytes } from "../primitives/hex.ts";

export interface Receipt {
  /** EIP-2718 type of the transaction. */
  readonly type: number;
  readonly outcome: Outcome;
}

/**
 * The root of the receipts of a block's transactions, in their order, as its header has it from
 * Byzantium on. Earlier receipts hold the state root after each transaction instead of a status.
 */
export async function receiptsRoot(receipts: readonly Receipt[]): Promise<Hex> {
  const trie = await createMPT();
  let cumulativeBlockGasUsed = 0n;
  for (const [index, { type, outcome }] of receipts.entries()) {
    const { status, gasUsed } = outcome;
    cumulativeBlockGasUsed += gasUsed;
    const logs = outcome.logs.map(toLog);
    const bitvector = bloomOf(logs);
    const receipt = { status, cumulativeBlockGasUsed, bitvector, logs };
    await trie.put(RLP.encode(index), encodeReceipt(receipt, knownType(type)));
  }
  return bytesToHex(trie.root());
}

function knownType(type: number): TransactionType {
  const known = Object.values(TransactionType).find((one) => one === type);
  if (known === undefined) throw new Error(`transaction type ${type} is not supported`);
  return known;
}

type Log = [address: Uint8Array, topics: Uint8Array[], data: Uint8Array];

function toLog({ address, topics, data }: Outcome["logs"][number]): Log {
  return [hexToBytes(address), topics.map(hexToBytes), hexToBytes(data)];
}

function bloomOf(logs: readonly Log[]): Uint8Array {
  const bloom = new Bloom();
  for (const [address, topics] of logs) {
    bloom.add(address);
    for (const topic of topics) bloom.add(topic);
  }
  return bloom.bitvector;
}
