import type { ChainDescriptorConfig } from "hardhat/types/config";

import { hardforkOfBlock, NEWEST_HARDFORK } from "../executor/hardfork-of-block.ts";

type History = NonNullable<ChainDescriptorConfig["hardforkHistory"]>;

export interface HardforkSources {
  readonly chainId: bigint;
  /** What the user says, which beats all else. */
  readonly chosen: string | undefined;
  /** Of the Hardhat config's `chainDescriptors`. */
  readonly history: History | undefined;
  /** Of a network that Hardhat simulates. */
  readonly configured: string | undefined;
}

type Decision = "chosen" | "known" | "history" | "configured" | "newest";

/** Decides by which rules blocks ran, and says how it was decided. */
export class ChainHardforks {
  readonly #sources: HardforkSources;
  readonly #decisions = new Set<Decision>();

  constructor(sources: HardforkSources) {
    this.#sources = sources;
  }

  of(number: bigint, timestamp: bigint): string {
    const { hardfork, decision } = this.#decide(number, timestamp);
    this.#decisions.add(decision);
    return hardfork;
  }

  /** A sentence for each way that was taken. */
  notes(network: string): readonly string[] {
    return [...this.#decisions].sort().map((decision) => this.#note(decision, network));
  }

  #decide(
    number: bigint,
    timestamp: bigint,
  ): { readonly hardfork: string; readonly decision: Decision } {
    const { chainId, chosen, history, configured } = this.#sources;
    if (chosen !== undefined) return { hardfork: chosen, decision: "chosen" };
    const known = hardforkOfBlock(chainId, number, timestamp);
    if (known !== undefined) return { hardfork: known, decision: "known" };
    const listed = latestIn(history, number, timestamp);
    if (listed !== undefined) return { hardfork: listed, decision: "history" };
    if (configured !== undefined) return { hardfork: configured, decision: "configured" };
    return { hardfork: NEWEST_HARDFORK, decision: "newest" };
  }

  #note(decision: Decision, network: string): string {
    const { chainId, chosen, configured } = this.#sources;
    const chain = `Chain ${chainId} (${network})`;
    switch (decision) {
      case "chosen":
        return `${chain}: blocks run by the rules of ${chosen ?? ""}, as --hardfork says.`;
      case "known":
        return `${chain}: the hardfork of each block is known by its number and time.`;
      case "history":
        return `${chain}: hardforks are those of its hardforkHistory in the Hardhat config.`;
      case "configured":
        return `${chain}: blocks run by the rules of ${configured ?? ""}, the network's hardfork in the Hardhat config.`;
      case "newest":
        return (
          `${chain} is none of those whose hardforks are known: its blocks are taken for ${NEWEST_HARDFORK}, ` +
          "the newest one that is supported. --hardfork says otherwise, or a hardforkHistory in chainDescriptors."
        );
    }
  }
}

/** The one that began last, of those that had begun by then. */
function latestIn(
  history: History | undefined,
  number: bigint,
  timestamp: bigint,
): string | undefined {
  const begun = [...(history ?? [])].filter(([, start]) =>
    start.blockNumber === undefined
      ? BigInt(start.timestamp) <= timestamp
      : BigInt(start.blockNumber) <= number,
  );
  // By number first, then by time, as chains went over to it.
  const order = ([, { blockNumber, timestamp: time }]: (typeof begun)[number]) =>
    blockNumber ?? 1e15 + time;
  return begun.sort((a, b) => order(a) - order(b)).at(-1)?.[0];
}
