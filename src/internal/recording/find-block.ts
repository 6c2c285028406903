import type { Hex } from "../model/location.ts";

import type { Ask } from "./ask.ts";
import { isCode } from "./called-function.ts";
import { narrowBlock } from "../model/json-rpc/narrow-rpc.ts";

export interface FoundBlock {
  readonly number: Hex;
  readonly hash: Hex;
  readonly transactions: readonly Hex[];
}

/** A block of the chain by its number, or by a tag such as `latest`; undefined: there is none. */
export async function findBlock(ask: Ask, block: string): Promise<FoundBlock | undefined> {
  const found = narrowBlock(await ask("eth_getBlockByNumber", [block, true]));
  if (found === undefined) return undefined;
  const { number, hash } = found.environment;
  return { number, hash, transactions: found.transactions.map((one) => one.hash) };
}

/** `0x` for none. */
export async function codeAt(ask: Ask, address: Hex, block: Hex): Promise<Hex> {
  const code = await ask("eth_getCode", [address, block]);
  if (!isCode(code)) throw new Error(`The code of ${address} cannot be had`);
  return code;
}
