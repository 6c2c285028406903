import type { StorageEntry, StorageLayout } from "../../../src/internal/model/contract.ts";
import type { Hex } from "../../../src/internal/model/location.ts";
import { bytesToHex, hexToBytes, toWord } from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";

/** Storage of one contract, written by the names of its variables. */
export class ContractStorage {
  readonly slots = new Map<Hex, bigint>();
  readonly #layout: StorageLayout;

  constructor(layout: StorageLayout) {
    this.#layout = layout;
  }

  /** Sets a variable of a value type, to a value that fits; beside others in its slot if it is packed. */
  set(variable: string, value: bigint): void {
    const { slot, offset } = entryOf(this.#layout, variable);
    this.#put(toWord(BigInt(slot)), value << BigInt(8 * offset));
  }

  /** Sets an entry of a mapping, or of a mapping of mappings. */
  setEntry(variable: string, keys: readonly Hex[], value: bigint): void {
    this.#put(slotOf(this.#layout, variable, keys), value);
  }

  #put(slot: Hex, value: bigint): void {
    this.slots.set(slot, (this.slots.get(slot) ?? 0n) | value);
  }
}

/** The slot of a variable, or of the entry of a mapping that the keys lead to. */
export function slotOf(layout: StorageLayout, variable: string, keys: readonly Hex[] = []): Hex {
  return keys.reduce(entrySlot, toWord(BigInt(entryOf(layout, variable).slot)));
}

function entrySlot(mapping: Hex, key: Hex): Hex {
  return bytesToHex(keccak256(hexToBytes(toWord(BigInt(key)) + mapping.slice(2))));
}

function entryOf(layout: StorageLayout, variable: string): StorageEntry {
  const entry = layout.storage.find(({ label }) => label === variable);
  if (entry === undefined) throw new Error(`There is no variable ${variable}`);
  return entry;
}
