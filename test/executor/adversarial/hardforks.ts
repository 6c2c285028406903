/**
 * The hardforks that EDR and EthereumJS both run by the same rules. Constantinople is not among
 * them: EDR leaves EIP-1283 out, as if it were Petersburg, and EthereumJS has it.
 */
export const HARDFORKS = [
  "byzantium",
  "petersburg",
  "istanbul",
  "berlin",
  "london",
  "merge",
  "shanghai",
  "cancun",
  "prague",
  "osaka",
] as const;

export type Hardfork = (typeof HARDFORKS)[number];

export function isAtLeast(hardfork: Hardfork, other: Hardfork): boolean {
  return HARDFORKS.indexOf(hardfork) >= HARDFORKS.indexOf(other);
}

export function hardforksSince(first: Hardfork): readonly Hardfork[] {
  return HARDFORKS.filter((hardfork) => isAtLeast(hardfork, first));
}
