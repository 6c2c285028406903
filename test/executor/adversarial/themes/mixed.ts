import type { Address } from "../../../../src/internal/model/location.ts";
import { allTransactions, type Plan, type PlannedTransaction } from "../plan.ts";
import type { Random } from "../random.ts";
import { hardforksOf, type Theme } from "../theme.ts";
import { inBlocks } from "./layout.ts";

/** Takes a few other themes and shuffles their transactions into one another, each theme's in their order. */
export function mixedOf(themes: readonly Theme[]): Theme {
  return {
    name: "mixed",
    plan: (place, random) => {
      const possible = themes.filter((theme) => hardforksOf(theme).includes(place.hardfork));
      const plans = random
        .some(possible, random.between(2, 4))
        .map((theme) => theme.plan(place, random));
      const transactions = interleaved(random, plans.map(allTransactions));
      // Before the merge the coinbase is paid between blocks too, by no transaction.
      const isOneBlock = !place.isAtLeast("merge") && plans.some(hasCoinbase);
      const blocks = isOneBlock ? [transactions] : inBlocks(random, transactions);
      return {
        balances: new Map(plans.flatMap(({ balances }) => [...(balances ?? [])])),
        codes: new Map(plans.flatMap(({ codes }) => [...(codes ?? [])])),
        nonces: new Map(plans.flatMap(({ nonces }) => [...(nonces ?? [])])),
        impersonated: plans.flatMap(({ impersonated }) => impersonated ?? []),
        before: plans.flatMap(({ before }) => before ?? []),
        blocks: blocks.flatMap(asEdrTakesThem),
        ...coinbaseOf(plans),
      };
    },
  };
}

function hasCoinbase({ coinbase }: Plan): boolean {
  return coinbase !== undefined;
}

function coinbaseOf(plans: readonly Plan[]): Pick<Plan, "coinbase"> {
  const coinbase = plans.find(hasCoinbase)?.coinbase;
  return coinbase === undefined ? {} : { coinbase };
}

function interleaved(
  random: Random,
  lists: readonly (readonly PlannedTransaction[])[],
): PlannedTransaction[] {
  const left = lists.map((list) => [...list]).filter((list) => list.length > 0);
  const all: PlannedTransaction[] = [];
  while (left.length > 0) {
    const list = random.pick(left);
    const next = list.shift();
    if (next !== undefined) all.push(next);
    if (list.length === 0) left.splice(left.indexOf(list), 1);
  }
  return all;
}

/**
 * EDR mines a blob transaction only alone, and takes a sender's transaction only with a nonce that
 * is right when it is sent, which an authorization earlier in the block would change.
 */
function asEdrTakesThem(block: readonly PlannedTransaction[]): PlannedTransaction[][] {
  const blocks: PlannedTransaction[][] = [[]];
  let authorities = new Set<Address>();
  for (const transaction of block) {
    const isBlob = transaction.blobs !== undefined;
    const current = blocks.at(-1) ?? [];
    const isAfterBlob = current.at(-1)?.blobs !== undefined;
    if (current.length > 0 && (isBlob || isAfterBlob || authorities.has(transaction.from))) {
      blocks.push([]);
      authorities = new Set();
    }
    blocks.at(-1)?.push(transaction);
    for (const { authority } of transaction.authorizations ?? []) authorities.add(authority);
  }
  return blocks.filter(({ length }) => length > 0);
}
