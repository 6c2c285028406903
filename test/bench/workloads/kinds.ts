import type { Address } from "../../../src/internal/model/location.ts";
import { Pool } from "./pool.ts";
import type { SyntheticBlock } from "./synthetic-block.ts";
import { Token } from "./token.ts";

/** Prepares what all transactions of a kind share; each call of what it returns sends one of them. */
export type Kind = (block: SyntheticBlock) => () => void;

/** ETH, each to a recipient of its own. */
export const transfers: Kind = (block) => () => {
  transferEther(block, block.addUser());
};

/** ETH, all to one recipient. */
export const hotTransfers: Kind = (block) => {
  const recipient = block.addUser();
  return () => {
    transferEther(block, recipient);
  };
};

/** One ERC-20, each to a recipient of its own. */
export const tokens: Kind = (block) => {
  const token = new Token(block);
  return () => {
    token.transfer(block, token.addHolder(block));
  };
};

/** One ERC-20, all to one recipient. */
export const hotTokens: Kind = (block) => {
  const token = new Token(block);
  const recipient = token.addHolder(block);
  return () => {
    token.transfer(block, recipient);
  };
};

/** Swaps, each at a pool of its own. */
export const swaps: Kind = (block) => () => {
  new Pool(block).swap(block);
};

/** Swaps, all at one pool. */
export const hotSwaps: Kind = (block) => {
  const pool = new Pool(block);
  return () => {
    pool.swap(block);
  };
};

function transferEther(block: SyntheticBlock, to: Address): void {
  const value = BigInt(1 + block.random.below(1_000_000)) * 10n ** 9n;
  block.send(block.addSender(), { to, gas: 21_000n, value });
}
