import type { Hardfork } from "@ethereumjs/common";

/** EDR's names of hardforks, as Hardhat's configuration has them, and EthereumJS's. */
const HARDFORKS: ReadonlyMap<string, Hardfork> = new Map([
  ["chainstart", "chainstart"],
  ["frontier", "chainstart"],
  ["homestead", "homestead"],
  ["dao", "dao"],
  ["daoFork", "dao"],
  ["tangerine", "tangerineWhistle"],
  ["tangerineWhistle", "tangerineWhistle"],
  ["spuriousDragon", "spuriousDragon"],
  ["byzantium", "byzantium"],
  ["constantinople", "constantinople"],
  ["petersburg", "petersburg"],
  ["istanbul", "istanbul"],
  ["muirGlacier", "muirGlacier"],
  ["berlin", "berlin"],
  ["london", "london"],
  ["arrowGlacier", "arrowGlacier"],
  ["grayGlacier", "grayGlacier"],
  ["merge", "paris"],
  ["paris", "paris"],
  ["shanghai", "shanghai"],
  ["cancun", "cancun"],
  ["prague", "prague"],
  ["osaka", "osaka"],
  ["bpo1", "bpo1"],
  ["bpo2", "bpo2"],
]);

/** EthereumJS's name of a hardfork; undefined when the executor does not support it. */
export function toEthereumJsHardfork(hardfork: string): Hardfork | undefined {
  return HARDFORKS.get(hardfork);
}

/** All names that are understood, oldest first. */
export const SUPPORTED_HARDFORKS: readonly string[] = [...HARDFORKS.keys()];

/** Whether blocks of this hardfork are past the merge (EIP-3675): no reward is paid to the coinbase. */
export function isPastMerge(hardfork: string): boolean {
  const names = [...HARDFORKS.keys()];
  return names.indexOf(hardfork) >= names.indexOf("merge");
}
