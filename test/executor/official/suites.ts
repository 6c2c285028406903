import type { OfficialFork } from "./forks.ts";

/** A folder of the package, and the rules that its README file says its tests are under. */
export interface Suite {
  readonly folder: string;
  readonly kind: "state" | "blocks";
  /** The fork of a block of this number. */
  readonly forkAt: (number: bigint) => OfficialFork;
}

/** All folders of tests but BlockchainTests/RandomTests: both tests there have invalid blocks only. */
export const SUITES: readonly Suite[] = [
  {
    folder: "StateTests",
    kind: "state",
    // Those of the transition stand on both sides of it.
    forkAt: (number) => (number < 1_150_000n ? "chainstart" : "homestead"),
  },
  suite("state", "StateTests/RandomTests", "chainstart"),
  suite("state", "StateTests/Homestead", "homestead"),
  suite("state", "StateTests/EIP150", "tangerineWhistle"),
  suite("state", "StateTests/EIP150/Homestead", "tangerineWhistle"),
  suite("blocks", "BlockchainTests", "chainstart"),
  suite("blocks", "BlockchainTests/Homestead", "homestead"),
  suite("blocks", "BlockchainTests/EIP150", "tangerineWhistle"),
  {
    folder: "BlockchainTests/TestNetwork",
    kind: "blocks",
    forkAt: (number) =>
      number < 5n ? "chainstart" : number < 10n ? "homestead" : "tangerineWhistle",
  },
];

function suite(kind: Suite["kind"], folder: string, fork: OfficialFork): Suite {
  return { folder, kind, forkAt: () => fork };
}

/** A file holds tests of one subject. Those made at random have a file each, named after the time and the client. */
export function themeOf(file: string): string {
  return /^(?:st|bl)\d+([A-Z]+)$/.exec(file)?.[1] ?? file;
}
