import { type Kind, hotSwaps, hotTokens, hotTransfers, swaps, tokens, transfers } from "./kinds.ts";
import { makeMix } from "./make-mix.ts";
import { SyntheticBlock } from "./synthetic-block.ts";
import type { Workload } from "./workload.ts";

/** Every transaction has a sender of its own, so that only what they touch can make them wait. */
export const WORKLOADS: readonly Workload[] = [
  ofOneKind("transfers", "ETH, each to a recipient of its own", transfers),
  ofOneKind(
    "transfers-hot",
    "ETH, all to one recipient: credits commute, so nothing conflicts",
    hotTransfers,
  ),
  ofOneKind("erc20", "one ERC-20, each to a recipient of its own", tokens),
  ofOneKind("erc20-hot", "one ERC-20, all to one recipient: all conflict", hotTokens),
  ofOneKind("pools", "swaps, each at a constant-product pool of its own", swaps),
  ofOneKind("pool-hot", "swaps, all at one constant-product pool: all conflict", hotSwaps),
  {
    name: "mix",
    description: "ETH, ERC-20 and swaps, a third each; of each the share --hot to what is hot",
    make: makeMix,
  },
];

function ofOneKind(name: string, description: string, kind: Kind): Workload {
  return {
    name,
    description,
    make: ({ transactions, seed }) => {
      const block = new SyntheticBlock(name, seed);
      const send = kind(block);
      for (let i = 0; i < transactions; i++) send();
      return block.scenario();
    },
  };
}
