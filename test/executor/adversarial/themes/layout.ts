import type { Place } from "../arena/place.ts";
import type { Address } from "../../../../src/internal/model/location.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Random } from "../random.ts";

export const ETHER = 10n ** 18n;
export const GWEI = 10n ** 9n;

/** In one block mostly; else in a few, or each in its own, which count as pending at the same time all the same. */
export function inBlocks(
  random: Random,
  transactions: readonly PlannedTransaction[],
): PlannedTransaction[][] {
  if (random.chance(0.6)) return [[...transactions]];
  if (random.chance(0.3)) return transactions.map((transaction) => [transaction]);
  const blocks: PlannedTransaction[][] = [[]];
  for (const transaction of transactions) {
    if (random.chance(0.25) && blocks.at(-1)?.length !== 0) blocks.push([]);
    blocks.at(-1)?.push(transaction);
  }
  return blocks;
}

/** Accounts that have sent nothing yet. */
export function someSenders(place: Place, random: Random, count: number): Address[] {
  return random.some(place.accounts.slice(1), count);
}
