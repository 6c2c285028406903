import type { Hex } from "../model/location.ts";
import type { Renaming } from "../model/crowd.ts";
import { greatestUpTo } from "../primitives/greatest-up-to.ts";
import { bytesToBigInt, bytesToHex, hexToBytes, toWord } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import { renameData, renameKey } from "./rename-bytes.ts";

/** Members and elements lie at most this far behind the hash that they are counted from. */
const MAX_DISTANCE = 1n << 64n;
/** Deeper than any contract nests. */
const MAX_DEPTH = 32;

/**
 * A key of a mapping on the way to a slot, and the mapping; or an index and the array; or a word that a key is the
 * hash of, as the currencies are that the id of a pool is made from.
 */
export interface KeyOfSlot {
  readonly key: Hex;
  /**
   * Its slot. Of a mapping in the entry of another: the slot of that one, `[]` for whatever key, and the distance
   * of the member, such as `3[]+1`: `pools[].stakes` is one mapping, of whichever pool. Of a word that the key is
   * the hash of, with the number of the word: `3#0`.
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
  /** Several elements share a slot: how many do, and the element that is known, as others of the slot have other names. */
  readonly packed?: { readonly perSlot: bigint; readonly index: bigint };
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
    const hashed = own.flatMap(({ key }) => this.#hashedIn(key, mapping, depth + 1));
    return { place: `${mapping}[]+${member}`, keys: [...own, ...hashed, ...keys] };
  }

  /** The words that a key is the hash of, and those that these are the hashes of; none where that was not seen. */
  #hashedIn(key: Hex, mapping: string, depth: number): KeyOfSlot[] {
    const input = key.length === WORD ? this.#inputs.get(BigInt(key)) : undefined;
    if (input === undefined || depth >= MAX_DEPTH) return [];
    return (wordsOf(input) ?? []).flatMap((word, i) => {
      const place = `${mapping}#${i}`;
      return [{ key: word, mapping: place }, ...this.#hashedIn(word, place, depth + 1)];
    });
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
    const input = `${this.#renameHashed(step.key, renaming)}${last.slice(2)}`;
    const distance = renameIndex(step, renaming, arrays);
    return BigInt.asUintN(256, bytesToBigInt(keccak256(hexToBytes(input))) + distance);
  }

  /** What a slot holds; a hash of what is said, as a commitment is, is that of what another one says. */
  renameValue(value: bigint, renaming: Renaming): bigint {
    const word = toWord(value);
    const named = renameData(word, renaming);
    return BigInt(
      named === word && value >> 160n > 0n ? this.#renameHashed(word, renaming) : named,
    );
  }

  /** A key; of one that is a hash, of what it is the hash of in another's name. */
  #renameHashed(key: Hex, renaming: Renaming, depth = 0): Hex {
    const name = renameKey(key, renaming);
    const input = key.length === WORD ? this.#inputs.get(BigInt(key)) : undefined;
    if (name !== key || input === undefined || depth >= MAX_DEPTH) return name;
    const words = wordsOf(input);
    const renamed: Hex =
      words === undefined
        ? this.#renamePacked(input, renaming, depth + 1)
        : `0x${words.map((word) => this.#renameHashed(word, renaming, depth + 1).slice(2)).join("")}`;
    return renamed === input ? key : bytesToHex(keccak256(hexToBytes(renamed)));
  }

  /** Hashes stand in it anywhere. */
  #renamePacked(input: Hex, renaming: Renaming, depth: number): Hex {
    const hashes = [...this.#inputs.keys()].map(toWord);
    const within = hashes.filter((hash) => input.includes(hash.slice(2)));
    const renamed = within.map((hash) => {
      return [hash, this.#renameHashed(hash, renaming, depth)] as const;
    });
    return renameData(input, new Map([...renaming, ...renamed]));
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

/** Of what `abi.encode` makes; undefined of a packed encoding, where nobody sees what is a word. */
function wordsOf(input: Hex): Hex[] | undefined {
  const digits = input.slice(2);
  if (digits.length === 0 || digits.length % DIGITS !== 0) return undefined;
  return Array.from(
    { length: digits.length / DIGITS },
    (_, i): Hex => `0x${digits.slice(i * DIGITS, (i + 1) * DIGITS)}`,
  );
}

/** The key of a step, if it has one, and the distance of the member from what the key leads to. */
function keyOfStep(
  { key, parent, distance }: SlotStep,
  mapping: string,
  arrays: readonly IndexedArray[],
): { readonly own: readonly KeyOfSlot[]; readonly member: bigint } {
  if (key !== "0x") return { own: [{ key, mapping }], member: distance };
  const array = arrays.find((one) => one.parent === parent && mayBeIn(one, distance));
  if (array === undefined) return { own: [], member: distance };
  const { size, shift, packed } = array;
  const name = (packed?.index ?? distance / size) - shift;
  return { own: [{ key: toWord(name), mapping, isIndex: true }], member: distance % size };
}

/** How far behind the hash the slot lies for somebody else. An array may have several indices with other names. */
function renameIndex(
  { key, parent, distance }: SlotStep,
  renaming: Renaming,
  arrays: readonly IndexedArray[],
): bigint {
  if (key !== "0x") return distance;
  for (const array of arrays.filter((one) => one.parent === parent && mayBeIn(one, distance))) {
    const { size, shift, packed } = array;
    const index = packed?.index ?? distance / size;
    const name = index < shift ? undefined : renaming.get(toWord(index - shift));
    if (name === undefined) continue;
    const other = BigInt(name) + shift;
    return packed === undefined ? other * size + (distance % size) : other / packed.perSlot;
  }
  return distance;
}

/** An element with a name may lie there. */
function mayBeIn({ packed }: IndexedArray, distance: bigint): boolean {
  return packed === undefined || packed.index / packed.perSlot === distance;
}

/** Hex digits of a word of 32 bytes, and with 0x in front. */
const DIGITS = 64;
const WORD = 66;
