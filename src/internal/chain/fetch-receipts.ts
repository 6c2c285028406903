import type { Hex } from "../model/location.ts";
import type { RecordedReceipt } from "../model/recording.ts";
import { toQuantity } from "../primitives/hex.ts";
import type { Endpoint } from "./endpoint.ts";
import { type ChainBlock, narrowChainReceipt, narrowReceipts } from "./narrow-chain.ts";

/** The receipts of a block's transactions, in their order: all at once where the endpoint can, else one by one. */
export async function fetchReceipts(
  endpoint: Endpoint,
  { environment, transactions }: ChainBlock,
): Promise<readonly (RecordedReceipt | undefined)[]> {
  const hashes = transactions.map(({ hash }) => hash);
  if (hashes.length === 0) return [];
  const number = toQuantity(BigInt(environment.number));
  const all = await endpoint.attempt("eth_getBlockReceipts", [number], (answer) => {
    const receipts = narrowReceipts(answer);
    const isThis = receipts.every(({ transactionHash }, i) => transactionHash === hashes[i]);
    if (!isThis || receipts.length !== hashes.length) {
      throw new Error("eth_getBlockReceipts gave the receipts of another block");
    }
    return receipts;
  });
  const receipts = all ?? (await Promise.all(hashes.map((hash) => fetchReceipt(endpoint, hash))));
  return receipts.map(({ receipt }) => receipt);
}

async function fetchReceipt({ ask }: Endpoint, hash: Hex) {
  const receipt = narrowChainReceipt(await ask("eth_getTransactionReceipt", [hash]));
  if (receipt.transactionHash !== hash) throw new Error(`Expected the receipt of ${hash}`);
  return receipt;
}
