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

/** A key of a mapping on the way to a slot, and the mapping; or an index and the array. */
export interface KeyOfSlot {
  readonly key: Hex;
  /**
   * Its slot. Of a mapping in the entry of another: the slot of that one, `[]` for whatever key, and the distance
   * of the member, such as `3[]+1`: `pools[].stakes` is one mapping, of whichever pool.
   */
  readonly mapping: string;
  /** The key is the word that an element of an array goes by. */
  readonly isIndex?: true;
}

export interface Way {
  /** Of a mapping or an array that lies at the slot: what `KeyOfSlot.mapping` calls it. */
  readonly place: string;
  /** All that leads there, the last one first: keys, texts as well, and indices. */
  readonly keys: readonly KeyOfSlot[];
}

/** A hash on the way to a slot: the entry of a mapping, or, where the key is empty, the elements of an array. */
export interface SlotStep {
  readonly hash: bigint;
  /** A word, or the bytes of a text; `0x` for none. */
  readonly key: Hex;
  /** The slot of the mapping, or of the length of the array. */
  readonly parent: bigint;
  /** From the hash to where the way goes on. */
  readonly distance: bigint;
}

/** An array of which elements have other names: element `index` goes by the word of `index - shift`. */
export interface IndexedArray {
  /** The slot of its length. */
  readonly parent: bigint;
  /** Slots of an element. */
  readonly size: bigint;
  readonly shift: bigint;
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

  /** The keys that lead to a slot, the last one first, and indices of `arrays`; texts are none. */
  keysOf(slot: bigint, arrays: readonly IndexedArray[] = []): readonly KeyOfSlot[] {
    return this.wayTo(slot, arrays).keys.filter(({ key }) => key.length === WORD);
  }

  wayTo(slot: bigint, arrays: readonly IndexedArray[] = [], depth = 0): Way {
    const step = depth < MAX_DEPTH ? this.#stepTo(slot) : undefined;
    if (step === undefined) return { place: `${slot}`, keys: [] };
    const { place: mapping, keys } = this.wayTo(step.parent, arrays, depth + 1);
    const { own, member } = keyOfStep(step, mapping, arrays);
    return { place: `${mapping}[]+${member}`, keys: [...own, ...keys] };
  }

  /** The last one first. */
  stepsTo(slot: bigint): SlotStep[] {
    const steps: SlotStep[] = [];
    let step = this.#stepTo(slot);
    while (step !== undefined && steps.length < MAX_DEPTH) {
      steps.push(step);
      step = this.#stepTo(step.parent);
    }
    return steps;
  }

  /** Where the slot lies for somebody else; the slot itself if nothing on the way to it has another name. */
  rename(
    slot: bigint,
    renaming: Renaming,
    arrays: readonly IndexedArray[] = [],
    depth = 0,
  ): bigint {
    const step = depth < MAX_DEPTH ? this.#stepTo(slot) : undefined;
    if (step === undefined) return slot;
    const parent = toWord(this.rename(step.parent, renaming, arrays, depth + 1));
    // A hash that stands in the place of the slot of a mapping has been renamed as one.
    const last = parent === toWord(step.parent) ? renameData(parent, renaming) : parent;
    const input = `${renameKey(step.key, renaming)}${last.slice(2)}`;
    const distance = renameIndex(step, renaming, arrays);
    return BigInt.asUintN(256, bytesToBigInt(keccak256(hexToBytes(input))) + distance);
  }

  #stepTo(slot: bigint): SlotStep | undefined {
    const hash = greatestUpTo(this.#hashes, slot);
    if (hash === undefined || slot - hash >= MAX_DISTANCE) return undefined;
    const input = this.#inputs.get(hash);
    if (input === undefined || input.length < WORD) return undefined;
    const key: Hex = `0x${input.slice(2, -64)}`;
    return { hash, key, parent: BigInt(`0x${input.slice(-64)}`), distance: slot - hash };
  }
}

/** The key of a step, if it has one, and the distance of the member from what the key leads to. */
function keyOfStep(
  { key, parent, distance }: SlotStep,
  mapping: string,
  arrays: readonly IndexedArray[],
): { readonly own: readonly KeyOfSlot[]; readonly member: bigint } {
  if (key !== "0x") return { own: [{ key, mapping }], member: distance };
  const array = arrays.find((one) => one.parent === parent);
  if (array === undefined) return { own: [], member: distance };
  const { size, shift } = array;
  const name = distance / size - shift;
  return { own: [{ key: toWord(name), mapping, isIndex: true }], member: distance % size };
}

/** How far behind the hash the slot lies for somebody else. An array may have several indices with other names. */
function renameIndex(
  { key, parent, distance }: SlotStep,
  renaming: Renaming,
  arrays: readonly IndexedArray[],
): bigint {
  if (key !== "0x") return distance;
  for (const { size, shift } of arrays.filter((array) => array.parent === parent)) {
    const index = distance / size;
    const name = index < shift ? undefined : renaming.get(toWord(index - shift));
    if (name !== undefined) return (BigInt(name) + shift) * size + (distance % size);
  }
  return distance;
}

/** Length of a word of 32 bytes as hex. */
const WORD = 66;
