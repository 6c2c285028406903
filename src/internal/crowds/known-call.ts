import type { CrowdCall } from "../model/crowd.ts";
import type { TransactionResult } from "../model/execution.ts";
import {
  type Address,
  type Hex,
  type LocationKey,
  parseLocationKey,
  storageKey,
} from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";
import { bytesToHex, hexToBytes, toWord } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import type { OwnPlace } from "./own-place.ts";
import { type IndexedArray, type KeyOfSlot, SlotDerivations } from "./slot-derivations.ts";

/** A call that was run alone, and what that shows of it. */
export interface KnownCall {
  readonly call: CrowdCall;
  readonly before: PreState;
  readonly result: TransactionResult;
  readonly derivations: SlotDerivations;
  readonly touched: readonly TouchedSlot[];
  /** Those that an argument is known to be an index of. */
  readonly arrays: readonly NamedArray[];
  /** Of the sender, and of what is named. */
  readonly places: readonly OwnPlace[];
}

export interface NamedArray extends IndexedArray {
  readonly address: Address;
  /** Of bytes: where the length stands, there is twice as much, and one more. */
  readonly isBytes?: true;
}

export interface TouchedSlot {
  readonly address: Address;
  readonly slot: bigint;
  /** Before the call. */
  readonly value: bigint;
  readonly keys: readonly KeyOfSlot[];
}

export function knowCall(call: CrowdCall, before: PreState, result: TransactionResult): KnownCall {
  const derivations = new SlotDerivations(hashInputs(result));
  const touched = touchedSlots(before, result, derivations);
  return { call, before, result, derivations, touched, arrays: [], places: [] };
}

/** The same with indices among the keys, and with one place for what is in whichever element. */
export function knowArrays(known: KnownCall, arrays: readonly NamedArray[]): KnownCall {
  const touched = known.touched.map((touched): TouchedSlot => {
    const { address, slot } = touched;
    return { ...touched, keys: known.derivations.keysOf(slot, arraysAt(address, arrays)) };
  });
  return { ...known, touched, arrays };
}

/** All that leads to a slot, the last one first: keys, texts as well, and indices. */
export function wayTo(
  { derivations, arrays }: Pick<KnownCall, "derivations" | "arrays">,
  { address, slot }: Pick<TouchedSlot, "address" | "slot">,
): readonly KeyOfSlot[] {
  return derivations.wayTo(slot, arraysAt(address, arrays)).keys;
}

/** A mapping or an array, with its account: see `KeyOfSlot`. */
export function placeOf(
  { derivations, arrays }: KnownCall,
  address: Address,
  slot: bigint,
): string {
  return `${address} ${derivations.wayTo(slot, arraysAt(address, arrays)).place}`;
}

export function arraysAt(address: Address, arrays: readonly NamedArray[]): readonly NamedArray[] {
  return arrays.filter((array) => array.address === address);
}

/**
 * Where the elements of an array begin that is a variable, the optimizer works out beforehand: nobody sees that
 * hash. What looks at an element has looked at the length, so the slots that were touched are hashed as well.
 */
function hashInputs({ attribution }: TransactionResult): ReadonlyMap<Hex, Hex> {
  const slots = new Set<Hex>();
  for (const { location } of attribution.sites) {
    const place = parseLocationKey(location);
    if (place.kind === "storage") slots.add(place.slot);
  }
  const inputs = [...slots].map((slot): [Hex, Hex] => {
    return [bytesToHex(keccak256(hexToBytes(slot))), slot];
  });
  return new Map([...inputs, ...attribution.preimages]);
}

function touchedSlots(
  before: PreState,
  { attribution }: TransactionResult,
  derivations: SlotDerivations,
): TouchedSlot[] {
  const touched = new Map<string, TouchedSlot>();
  for (const { location } of attribution.sites) {
    const parsed = parseLocationKey(location);
    if (parsed.kind !== "storage" || touched.has(location)) continue;
    const { address, slot } = parsed;
    const number = BigInt(slot);
    const value = before.get(address)?.storage.get(slot) ?? 0n;
    touched.set(location, { address, slot: number, value, keys: derivations.keysOf(number) });
  }
  return [...touched.values()];
}

export function locationOf({ address, slot }: Pick<TouchedSlot, "address" | "slot">): LocationKey {
  return storageKey(address, toWord(slot));
}

/** The sender and what is called: as arguments, or stored, they name nothing that a user could name otherwise. */
export function wordsOfCall({ call }: Pick<KnownCall, "call">): ReadonlySet<Hex> {
  const { from, to } = call.transaction.fields;
  return new Set([from, ...(to === undefined ? [] : [to])].map(addressWord));
}

/** An address as the word that it is in call data, keys and values. */
export function addressWord(address: Address): Hex {
  return toWord(BigInt(address));
}

/** Whether a stored value is an address, alone or packed with other fields. */
export function holds(value: bigint, address: Address): boolean {
  return toWord(value).indexOf(address.slice(2)) % 2 === 0;
}

/** The sender is stored there, and not because the sender is a key. */
export function belongsTo({ value, keys }: TouchedSlot, sender: Address): boolean {
  return holds(value, sender) && !keys.some(({ key }) => key === addressWord(sender));
}
