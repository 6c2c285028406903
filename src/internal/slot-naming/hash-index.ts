import type { Hex } from "../model/location.ts";

/** A hash that the storage layout of Solidity makes: keccak256(key . parent slot), or of the parent slot alone. */
export interface HashBase {
  readonly hash: bigint;
  /** `0x` when only the parent slot was hashed. */
  readonly key: Hex;
  readonly parent: bigint;
}

/** Finds the hash that a slot lies at or behind. */
export interface HashIndex {
  nearest(slot: bigint): HashBase | undefined;
}

/** Slots wrap around at 2^256. */
export function distance(from: bigint, to: bigint): bigint {
  return BigInt.asUintN(256, to - from);
}

export function createHashIndex(bases: readonly HashBase[]): HashIndex {
  const sorted = bases.toSorted((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
  return {
    nearest: (slot) => {
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const base = sorted[middle];
        if (base !== undefined && base.hash <= slot) low = middle + 1;
        else high = middle;
      }
      return sorted[low - 1] ?? sorted.at(-1);
    },
  };
}

/** Hash inputs that were seen during execution; those that are no slot derivation are too short or never found. */
export function basesFromPreimages(preimages: ReadonlyMap<Hex, Hex>): HashBase[] {
  return [...preimages].flatMap(([hash, input]) => {
    if (input.length < 2 + 64) return [];
    const key: Hex = `0x${input.slice(2, -64)}`;
    return [{ hash: BigInt(hash), key, parent: BigInt(`0x${input.slice(-64)}`) }];
  });
}
