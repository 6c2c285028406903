/** Ethereum's hardforks that change how transactions run, oldest first, by EthereumJS's names. */
const FORKS = [
  "chainstart",
  "homestead",
  "dao",
  "tangerineWhistle",
  "spuriousDragon",
  "byzantium",
  "constantinople",
  "petersburg",
  "istanbul",
  "muirGlacier",
  "berlin",
  "london",
  "arrowGlacier",
  "grayGlacier",
  "paris",
  "shanghai",
  "cancun",
  "prague",
] as const;

export type Fork = (typeof FORKS)[number];

/** EDR's names, where they are others. */
const ALIASES: ReadonlyMap<string, Fork> = new Map([
  ["frontier", "chainstart"],
  ["daoFork", "dao"],
  ["tangerine", "tangerineWhistle"],
  ["merge", "paris"],
]);

/** Whether a hardfork is `fork` or a later one. A name that is not known is taken for a newer hardfork. */
export function isSince(hardfork: string, fork: Fork): boolean {
  const name = ALIASES.get(hardfork) ?? hardfork;
  const position = FORKS.findIndex((one) => one === name);
  return position === -1 || position >= FORKS.indexOf(fork);
}
