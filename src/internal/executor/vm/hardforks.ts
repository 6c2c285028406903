import { Hardfork } from "@ethereumjs/common";

/** EDR's names of hardforks, as Hardhat's configuration has them, and EthereumJS's. */
const HARDFORKS: ReadonlyMap<string, Hardfork> = new Map([
  ["byzantium", Hardfork.Byzantium],
  ["constantinople", Hardfork.Constantinople],
  ["petersburg", Hardfork.Petersburg],
  ["istanbul", Hardfork.Istanbul],
  ["muirGlacier", Hardfork.MuirGlacier],
  ["berlin", Hardfork.Berlin],
  ["london", Hardfork.London],
  ["arrowGlacier", Hardfork.ArrowGlacier],
  ["grayGlacier", Hardfork.GrayGlacier],
  ["merge", Hardfork.Paris],
  ["shanghai", Hardfork.Shanghai],
  ["cancun", Hardfork.Cancun],
  ["prague", Hardfork.Prague],
  ["osaka", Hardfork.Osaka],
]);

/** EthereumJS's name of a hardfork; undefined when the executor does not support it. */
export function toEthereumJsHardfork(hardfork: string): Hardfork | undefined {
  return HARDFORKS.get(hardfork);
}

/** Whether blocks of this hardfork are past the merge (EIP-3675): no reward is paid to the coinbase. */
export function isPastMerge(hardfork: string): boolean {
  const names = [...HARDFORKS.keys()];
  return names.indexOf(hardfork) >= names.indexOf("merge");
}
