import type { StateReader } from "../model/large-block.ts";
import type { Ask } from "./ask.ts";
import { asHex, narrowQuantity } from "../model/json-rpc/narrow-rpc.ts";

/** Reads the state as it was before a block. */
export function readStateBefore(ask: Ask, blockNumber: bigint): StateReader {
  const parent = `0x${(blockNumber - 1n).toString(16)}`;
  return {
    account: async (address) => {
      const [balance, nonce, code] = await Promise.all([
        ask("eth_getBalance", [address, parent]),
        ask("eth_getTransactionCount", [address, parent]),
        ask("eth_getCode", [address, parent]),
      ]);
      return { balance: narrowQuantity(balance), nonce: narrowQuantity(nonce), code: asHex(code) };
    },
    storage: async (address, slot) =>
      narrowQuantity(await ask("eth_getStorageAt", [address, slot, parent])),
  };
}
