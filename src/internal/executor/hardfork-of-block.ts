import { Common, Holesky, Hoodi, Mainnet, Sepolia } from "@ethereumjs/common";

import { toEthereumJsHardfork } from "./vm/hardforks.ts";

const CHAINS = [Mainnet, Sepolia, Holesky, Hoodi];

/** What a block of a chain that is not known is taken for. */
export const NEWEST_HARDFORK = "osaka";

/** The hardfork of a block, of the chains that EthereumJS knows; undefined for others. */
export function hardforkOfBlock(
  chainId: bigint,
  blockNumber: bigint,
  timestamp: bigint,
): string | undefined {
  const chain = CHAINS.find((one) => BigInt(one.chainId) === chainId);
  if (chain === undefined) return undefined;
  const hardfork = new Common({ chain }).getHardforkBy({ blockNumber, timestamp });
  // It changes how nodes find each other, not how transactions run.
  return hardfork === "mergeNetsplitBlock" ? "paris" : hardfork;
}

/** Whether the executor knows a hardfork of this name, Hardhat's or EthereumJS's. */
export function isSupportedHardfork(name: string): boolean {
  return toEthereumJsHardfork(name) !== undefined;
}
