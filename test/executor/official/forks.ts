/** The forks that the official tests on npm cover, as EthereumJS calls them. They end in October 2016. */
export type OfficialFork = "chainstart" | "homestead" | "tangerineWhistle";

/** Which of them are run: those that the executor supports. A test holds that this is up to date. */
export const FORKS: Readonly<Record<OfficialFork, boolean>> & Readonly<Record<string, boolean>> = {
  chainstart: true,
  homestead: true,
  tangerineWhistle: true,
};

/**
 * The later forks, as EDR calls them. No package has official results for them, so that the inputs of
 * the state tests are run, and EDR says what must come out. Those between, which only delay the ice
 * age, have the same rules as the one before them. EDR runs Constantinople as Petersburg, without
 * EIP-1283, so that it is no oracle for it.
 */
export const LATER_FORKS = [
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
