import type { AccessSet } from "../../model/access-set.ts";
import type { LocationKey } from "../../model/location.ts";

/** For each transaction, the lower ones that must have run before it, so that it does not run in vain. */
export type KnownDependencies = readonly (readonly number[])[];

/**
 * The dependencies that follow from access sets known beforehand, in the transactions' order: those of
 * an earlier run, or of a block-level access list (EIP-7928). The sender's nonce is none, as it is known
 * from the transaction.
 *
 * Who reads a value waits for the one that set it last. A balance is a sum: who reads it waits for all
 * that changed it since the last one that read it, too, and who only needs it to be high enough waits
 * for the credits if it might not be without them.
 */
export function knownDependencies(
  accessSets: readonly AccessSet[],
  balances: ReadonlyMap<LocationKey, bigint>,
): KnownDependencies {
  const setters = new Map<LocationKey, number>();
  const sums = new Map<LocationKey, BalanceHistory>();
  const historyOf = (location: LocationKey) => {
    const history = sums.get(location) ?? new BalanceHistory(balances.get(location) ?? 0n);
    sums.set(location, history);
    return history;
  };
  return accessSets.map(({ reads, writes }, index) => {
    const dependencies = new Set<number>();
    for (const { location, kind, value } of reads) {
      const needed = isBalance(location)
        ? historyOf(location).needed(index, kind === "exact" ? undefined : value)
        : [setters.get(location) ?? -1];
      for (const earlier of needed) if (earlier >= 0) dependencies.add(earlier);
    }
    for (const { location, value } of writes) {
      if (isBalance(location)) historyOf(location).add(index, value);
      else setters.set(location, index);
    }
    return [...dependencies].sort((a, b) => a - b);
  });
}

function isBalance(location: LocationKey): boolean {
  return location.startsWith("balance:");
}

class BalanceHistory {
  /** What is there if no credit has arrived. */
  #least: bigint;
  /** Who changed it since it was last read, and the reader. */
  #changers: number[] = [];
  #credits: number[] = [];

  constructor(base: bigint) {
    this.#least = base;
  }

  /** Whom a reader must wait for; `least`: it needs that much, and else depends on nothing. */
  needed(reader: number, least: bigint | undefined): readonly number[] {
    if (least !== undefined) return this.#least >= least ? [] : this.#credits;
    const changers = this.#changers;
    this.#changers = [reader];
    return changers;
  }

  add(index: number, amount: bigint): void {
    if (this.#changers.at(-1) !== index) this.#changers.push(index);
    if (amount < 0n) this.#least += amount;
    else this.#credits.push(index);
  }
}
