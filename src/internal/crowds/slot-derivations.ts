import type { Hex } from "../model/location.ts";
import type { Renaming } from "../model/crowd.ts";
import { greatestUpTo } from "../primitives/greatest-up-to.ts";
import { bytesToBigInt, hexToBytes, toWord } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import { renameData, renameKey } from "./rename-bytes.ts";

/** Members and elements lie at most this far behind the hash that they are counted from. */
const MAX_DISTANCE = 1n << 64n;
/** Deeper than any contract nests. */
const MAX_DEPTH = 32;

/** A key of a mapping on the way to a slot, and the mapping. */
export interface KeyOfSlot {
  readonly key: Hex;
  /**
   * Its slot. Of a mapping in the entry of another: the slot of that one, `[]` for whatever key, and the distance
   * of the member, such as `3[]+1`: `pools[].stakes` is one mapping, of whichever pool.
   */
  readonly mapping: string;
}

/**
 * How slots came about, from the hash inputs that were seen: Solidity puts the entry of a mapping at
 * keccak256(key . slot of the mapping), and arrays and members behind such hashes. See
 * https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html
 */
export class SlotDerivations {
  readonly #inputs = new Map<bigint, Hex>();
  readonly #hashes: readonly bigint[];

  /** `preimages`: inputs by their keccak256. */
  constructor(preimages: ReadonlyMap<Hex, Hex>) {
    for (const [hash, input] of preimages) this.#inputs.set(BigInt(hash), input);
    this.#hashes = [...this.#inputs.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** The keys that lead to a slot, the last one first. */
  keysOf(slot: bigint): readonly KeyOfSlot[] {
    return this.#wayTo(slot).keys;
  }

  /** Where the slot lies for somebody else; the slot itself if none of its keys has another name. */
  rename(slot: bigint, renaming: Renaming, depth = 0): bigint {
    const step = depth < MAX_DEPTH ? this.#stepTo(slot) : undefined;
    if (step === undefined) return slot;
    const parent = toWord(this.rename(step.parent, renaming, depth + 1));
    // A hash that stands in the place of the slot of a mapping has been renamed as one.
    const last = parent === toWord(step.parent) ? renameData(parent, renaming) : parent;
    const input = `${renameKey(step.key, renaming)}${last.slice(2)}`;
    return BigInt.asUintN(256, bytesToBigInt(keccak256(hexToBytes(input))) + (slot - step.hash));
  }

  #wayTo(slot: bigint, depth = 0): { name: string; keys: readonly KeyOfSlot[] } {
    const step = depth < MAX_DEPTH ? this.#stepTo(slot) : undefined;
    if (step === undefined) return { name: `${slot}`, keys: [] };
    const { name: mapping, keys } = this.#wayTo(step.parent, depth + 1);
    const own = step.key.length === WORD ? [{ key: step.key, mapping }] : [];
    return { name: `${mapping}[]+${slot - step.hash}`, keys: [...own, ...keys] };
  }

  #stepTo(slot: bigint): { hash: bigint; key: Hex; parent: bigint } | undefined {
    const hash = greatestUpTo(this.#hashes, slot);
    if (hash === undefined || slot - hash >= MAX_DISTANCE) return undefined;
    const input = this.#inputs.get(hash);
    if (input === undefined || input.length < WORD) return undefined;
    const key: Hex = `0x${input.slice(2, -64)}`;
    return { hash, key, parent: BigInt(`0x${input.slice(-64)}`) };
  }
}

/** Length of a word of 32 bytes as hex. */
const WORD = 66;
