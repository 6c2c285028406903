import type { Scenario } from "../../../src/internal/model/scenario.ts";
import { hotSwaps, hotTokens, hotTransfers, swaps, tokens, transfers } from "./kinds.ts";
import { SyntheticBlock } from "./synthetic-block.ts";
import type { WorkloadOptions } from "./workload.ts";

/**
 * Transfers of ETH, transfers of an ERC-20 and swaps, a third each. The share `hot` of each goes to
 * one recipient or one pool, the others to one of their own, all in random order.
 */
export function makeMix({ transactions, seed, hot }: WorkloadOptions): Scenario {
  const block = new SyntheticBlock("mix", seed);
  const hotKinds = [hotTransfers, hotTokens, hotSwaps].map((kind) => kind(block));
  const independentKinds = [transfers, tokens, swaps].map((kind) => kind(block));
  const hotCount = Math.round(transactions * hot);
  const sends = Array.from({ length: transactions }, (_, i) =>
    // Counted apart, so that each kind has its share of both.
    i < hotCount ? hotKinds[i % 3] : independentKinds[(i - hotCount) % 3],
  );
  for (const send of shuffle(sends, block.random)) send?.();
  return block.scenario();
}

function shuffle<T>(items: readonly T[], random: SyntheticBlock["random"]): T[] {
  return items
    .map((item) => ({ item, place: random.below(2 ** 32) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
