import { RLP } from "@ethereumjs/rlp";
import { Bloom } from "@ethereumjs/vm";

import type { Hex } from "../../../src/internal/model/location.ts";
import type { Outcome } from "../../../src/internal/model/scenario.ts";
import { bytesToHex, hexToBytes } from "../../../src/internal/primitives/hex.ts";
import { plainTrie } from "./tries.ts";

export interface Receipt {
  readonly outcome: Outcome;
  /** The root of the state after the transaction, which receipts had before Byzantium. */
  readonly stateRoot: Hex;
}

/** What a block's header says of its receipts, before Byzantium. */
export async function receiptsRoot(receipts: readonly Receipt[]): Promise<Hex> {
  const trie = plainTrie();
  let cumulativeGas = 0n;
  for (const [i, { outcome, stateRoot }] of receipts.entries()) {
    cumulativeGas += outcome.gasUsed;
    const logs = outcome.logs.map(({ address, topics, data }) => [
      hexToBytes(address),
      topics.map(hexToBytes),
      hexToBytes(data),
    ]);
    const receipt = [hexToBytes(stateRoot), cumulativeGas, bloomOf(outcome), logs];
    await trie.put(RLP.encode(i), RLP.encode(receipt));
  }
  return bytesToHex(trie.root());
}

function bloomOf({ logs }: Outcome): Uint8Array {
  const bloom = new Bloom();
  for (const { address, topics } of logs) {
    for (const part of [address, ...topics]) bloom.add(hexToBytes(part));
  }
  return bloom.bitvector;
}
