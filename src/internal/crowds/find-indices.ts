import type { Execute } from "../model/execution.ts";
import type { Address, Hex } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { argumentWords } from "./argument-words.ts";
import { BYTES_LENGTH, LENGTH } from "./copy-state.ts";
import type { Identity } from "./find-identities.ts";
import { freshName, MAX_PER_SLOT, type Room } from "./fresh-names.ts";
import { isSmallId, userAddress } from "./fresh-words.ts";
import { addressWord, knowCall, type KnownCall, type NamedArray } from "./known-call.ts";
import { probeCall } from "./probe-call.ts";

/** An array that the call touches elements of. */
export interface TouchedArray {
  readonly address: Address;
  /** The slot of its length, and that length. */
  readonly parent: bigint;
  readonly length: bigint;
}

/** An argument that may be an index. */
interface Candidate {
  readonly word: Hex;
  /** In the call data, in bytes. */
  readonly offset: number;
  /** More than the longest array has elements, if each has a slot. */
  readonly isFar: boolean;
}

export interface FoundIndex {
  readonly word: Hex;
  readonly offset: number;
  readonly arrays: readonly NamedArray[];
  readonly room?: Room;
}

/** Of more arguments it is not tried out. */
const MAX_CANDIDATES = 8;
/** Elements have no more slots. */
const MAX_SIZE = 1n << 12n;
/** Numbers of proposals, say, begin at 1 where indices begin at 0. */
const SHIFTS = [0n, -1n] as const;
/** As any number, as one of bytes, and as one of a small type. */
const ROUNDS = [
  {},
  { isBytes: true },
  { room: 16 },
  { room: 8 },
] as const satisfies readonly Round[];

interface Round {
  readonly isBytes?: true;
  readonly room?: Room;
}

/** Twice the length, and one more, of more bytes than a slot has room for: then they have slots of their own. */
const LONG_BYTES = 65n;
const BYTES_PER_SLOT = 32n;
const BITS_PER_SLOT = 256n;

/**
 * The arguments that are indices of arrays. Which one is, and how many slots an element has, shows where the
 * call goes with another number in its place: it is tried out, with arrays that are long enough.
 */
export async function findIndices(
  known: KnownCall,
  execute: Execute,
): Promise<readonly FoundIndex[]> {
  const arrays = touchedArrays(known);
  const found: FoundIndex[] = [];
  let open = arrays.length === 0 ? [] : candidatesOf(known, arrays);
  for (const round of ROUNDS) {
    const { isBytes, room }: Round = round;
    const inRound = arrays.filter((array) => isBytes !== true || mayBeBytes(array));
    if (room !== undefined) open = open.filter(({ isFar }) => !isFar);
    if (open.length === 0 || inRound.length === 0) continue;
    const scenarios = open.map((candidate) => probe(known, candidate, inRound, round));
    const executions = await execute(scenarios);
    for (const [i, { word, offset }] of open.entries()) {
      const result = executions[i]?.transactions[0]?.result;
      if (result === undefined) continue;
      const probed = knowCall(known.call, known.before, result);
      const other = freshName({ word, ...(room === undefined ? {} : { room }) }, 0, 0);
      const numbers = { index: BigInt(word), other: BigInt(other) };
      const own = inRound.flatMap((array) => {
        const packed = () => packedOf(known, probed, array, numbers);
        if (isBytes === true) return packed().filter(areBytes).map(asBytes);
        const whole = sizeOf(known, probed, array, numbers);
        return whole.length > 0 || room !== undefined ? whole : packed();
      });
      if (own.length === 0) continue;
      found.push({ word, offset, arrays: own, ...(room === undefined ? {} : { room }) });
    }
    open = open.filter(({ offset }) => !found.some((index) => index.offset === offset));
  }
  return found;
}

/** Those of the sender's alone are left out: nobody else gets there. */
export function touchedArrays({ call, touched, derivations }: KnownCall): TouchedArray[] {
  const toUser = new Map([
    [addressWord(call.transaction.fields.from), addressWord(userAddress(0))],
  ]);
  const arrays = new Map<string, TouchedArray>();
  for (const { address, slot } of touched) {
    for (const { key, parent } of derivations.stepsTo(slot)) {
      if (key !== "0x") continue;
      const lengthSlot = touched.find((one) => one.address === address && one.slot === parent);
      const length = lengthSlot?.value ?? 0n;
      if (length === 0n || length >= LENGTH) continue;
      if (derivations.rename(parent, toUser) !== parent) continue;
      arrays.set(`${address} ${parent}`, { address, parent, length });
    }
  }
  return [...arrays.values()];
}

/**
 * In calls that are contained as well. What looks like a part of the encoding is one by chance only. There are more
 * bits in a bitmap than words.
 */
function candidatesOf(
  { call, result }: KnownCall,
  arrays: readonly TouchedArray[],
): readonly Candidate[] {
  const longest = arrays.reduce((most, { length }) => (length > most ? length : most), 0n);
  return argumentWords(call.transaction.fields.input, result.attribution.frames)
    .filter(({ word }) => isSmallId(word) && BigInt(word) <= longest * BigInt(MAX_PER_SLOT))
    .map((one) => ({ ...one, isFar: BigInt(one.word) > longest }))
    .sort(
      (a, b) =>
        Number(a.isFar) - Number(b.isFar) ||
        Number(a.isEncoding) - Number(b.isEncoding) ||
        a.offset - b.offset,
    )
    .slice(0, MAX_CANDIDATES);
}

function probe(
  known: KnownCall,
  { word, offset }: Candidate,
  arrays: readonly TouchedArray[],
  { room, isBytes }: Round,
): Scenario {
  const varied: Identity = {
    word,
    offsets: [offset],
    encoding: [],
    mappings: [],
    holdsSender: false,
    ...(room === undefined ? {} : { room }),
  };
  return probeCall(known, [varied], (state) => {
    const length = isBytes === true ? BYTES_LENGTH : LENGTH;
    for (const { address, parent } of arrays) state.lengthen(address, toWord(parent), length);
  });
}

/** The array, if the call went to the element that the number is the index of, there as in the recording. */
export function sizeOf(
  known: KnownCall,
  probed: KnownCall,
  array: TouchedArray,
  { index, other }: { readonly index: bigint; readonly other: bigint },
): NamedArray[] {
  return firstFit(known, probed, array, ({ recorded, distance, shift }) => {
    const [size, member] = [distance / (other + shift), distance % (other + shift)];
    if (size === 0n || size > MAX_SIZE || member >= size) return undefined;
    return recorded.some((one) => one / size === index + shift) ? { size, shift } : undefined;
  });
}

/** The same where several elements share a slot, as those of a `uint8[]` and the bits of a bitmap do. */
export function packedOf(
  known: KnownCall,
  probed: KnownCall,
  array: TouchedArray,
  { index, other }: { readonly index: bigint; readonly other: bigint },
): NamedArray[] {
  return firstFit(known, probed, array, ({ recorded, distance, shift }) => {
    const perSlot = distance === 0n ? 0n : (other + shift) / distance;
    if (perSlot < 2n || perSlot > MAX_PER_SLOT || !mayShareSlot(perSlot)) return undefined;
    const isThere = (other + shift) / perSlot === distance;
    const element = index + shift;
    if (!isThere || element < 0n || !recorded.includes(element / perSlot)) return undefined;
    return { size: 1n, shift, packed: { perSlot, index: element } };
  });
}

interface Step {
  /** Where the recorded call touched the array, in slots from its beginning. */
  readonly recorded: readonly bigint[];
  /** Where the probed one did, and the recorded one did not. */
  readonly distance: bigint;
  readonly shift: bigint;
}

/** What fits first, of all slots that only the probed call touched, and all that may be added to an index. */
function firstFit(
  known: KnownCall,
  probed: KnownCall,
  { address, parent }: TouchedArray,
  fit: (step: Step) => Omit<NamedArray, "address" | "parent"> | undefined,
): NamedArray[] {
  const recorded = distancesIn(known, address, parent);
  for (const distance of distancesIn(probed, address, parent)) {
    if (recorded.includes(distance)) continue;
    for (const shift of SHIFTS) {
      const found = fit({ recorded, distance, shift });
      if (found !== undefined) return [{ address, parent, ...found }];
    }
  }
  return [];
}

/**
 * As many elements as have room in a slot, or as a word has bits. The number 7 is neither, but leads near the last element
 * of eight in a slot.
 */
function mayShareSlot(perSlot: bigint): boolean {
  if (perSlot > BYTES_PER_SLOT) return BITS_PER_SLOT % perSlot === 0n;
  return BYTES_PER_SLOT / (BYTES_PER_SLOT / perSlot) === perSlot;
}

function mayBeBytes({ length }: TouchedArray): boolean {
  return length % 2n === 1n && length >= LONG_BYTES;
}

function areBytes({ packed }: NamedArray): boolean {
  return packed?.perSlot === BYTES_PER_SLOT;
}

function asBytes(array: NamedArray): NamedArray {
  return { ...array, isBytes: true };
}

/** How far behind the beginning of an array a call touched something, or what is in a mapping there. */
function distancesIn({ touched, derivations }: KnownCall, address: Address, parent: bigint) {
  return touched
    .filter((one) => one.address === address)
    .flatMap(({ slot }) => derivations.stepsTo(slot))
    .filter((step) => step.key === "0x" && step.parent === parent)
    .map(({ distance }) => distance);
}
