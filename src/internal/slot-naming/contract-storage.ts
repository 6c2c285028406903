import { keccak_256 } from "@noble/hashes/sha3.js";
import type { StorageEntry, StorageLayout, StorageType } from "../model/contract.ts";
import { shortContract } from "../model/short-contract.ts";
import { bytesToBigInt, hexToBytes, toWord, type Hex } from "../primitives/hex.ts";
import { createHashIndex, type HashBase, type HashIndex } from "./hash-index.ts";
import { keyTypeOf } from "./key-type.ts";
import type { KeyType, Segment } from "./storage-path.ts";

/** A part of storage whose type is known. */
export interface Place {
  readonly path: readonly Segment[];
  /** AST id of the state variable. */
  readonly variableId: number;
  /** AST id of the state variable or struct member that ends the path; an array element has none of its own. */
  readonly declarationId: number | undefined;
  /** AST id of the last variable or member on the path: for an array element that of its array. */
  readonly namedId: number;
  /** Name in the table of types. */
  readonly type: string;
  readonly slot: bigint;
  /** In bytes, counted from the right. */
  readonly offset: number;
}

/** A storage layout, ready to be walked. */
export interface ContractStorage {
  readonly roots: readonly Place[];
  type(name: string): StorageType | undefined;
  /** In bytes; 0 when the type is unknown. */
  sizeOf(name: string): bigint;
  keyType(name: string): KeyType;
  /** Hashes that an optimizer computes at compile time, so that no execution shows their input. */
  readonly folded: HashIndex;
}

/** Elements of fixed arrays beyond these are not searched for dynamic arrays within them. */
const MAX_STATIC_ELEMENTS = 64n;

/**
 * @param namespaces Structs with a place of their own (ERC-7201), beside the variables of the layout.
 * @param underlying The elementary type of a user-defined value type, by AST id.
 * @param constantKeys Words that the sources may use as mapping keys.
 * @param declaredBy Name of the contract that declares a variable, by AST id.
 */
export function createContractStorage(
  layout: StorageLayout,
  namespaces: { readonly roots: readonly Place[]; readonly types: StorageLayout["types"] },
  underlying: (id: number) => string | undefined,
  constantKeys: () => readonly bigint[],
  declaredBy: (id: number) => string | undefined,
): ContractStorage {
  // solc gives null where a contract has no storage.
  const types = new Map<string, StorageType>([
    ...Object.entries(namespaces.types),
    ...Object.entries((layout.types as StorageLayout["types"] | null) ?? {}),
  ]);
  const roots = layout.storage.map((entry) => ({
    path: [{ kind: "name", name: rootName(entry, layout, declaredBy) } as const],
    variableId: entry.astId,
    declarationId: entry.astId,
    namedId: entry.astId,
    type: entry.type,
    slot: toNumber(entry.slot),
    offset: entry.offset,
  }));
  let folded: HashIndex | undefined;
  const storage: ContractStorage = {
    roots: [...roots, ...namespaces.roots],
    type: (name) => types.get(name),
    sizeOf: (name) => toNumber(types.get(name)?.numberOfBytes ?? "0"),
    keyType: (name) => keyTypeOf(name, Number(storage.sizeOf(name)), underlying),
    // Hashing takes microseconds a variable: only for contracts that need it.
    get folded() {
      folded ??= createHashIndex(foldedBases(storage, constantKeys()));
      return folded;
    },
  };
  return storage;
}

/** Private variables may be called the same: then those of bases stand behind the name of theirs, `Base.total`. */
function rootName(
  { label, astId, contract }: StorageEntry,
  { storage }: StorageLayout,
  declaredBy: (id: number) => string | undefined,
): string {
  if (storage.every((other) => other.label !== label || other.astId === astId)) return label;
  const base = declaredBy(astId);
  return base === undefined || base === shortContract(contract) ? label : `${base}.${label}`;
}

/** Slots that a place of this size takes, at least one. */
export function slotsOf(bytes: bigint): bigint {
  return bytes <= 32n ? 1n : (bytes + 31n) / 32n;
}

export function toNumber(decimal: string): bigint {
  return /^\d+$/.test(decimal) ? BigInt(decimal) : 0n;
}

/** Of all arrays, strings and mappings whose own slot is fixed. */
function foldedBases(storage: ContractStorage, constantKeys: readonly bigint[]): HashBase[] {
  const keys = constantKeys.map(toWord);
  const basesOf = (place: Place): HashBase[] => {
    const type = storage.type(place.type);
    switch (type?.encoding) {
      case undefined:
        return [];
      case "inplace":
        return innerPlaces(storage, place, type).flatMap(basesOf);
      case "mapping":
        return keys.map((key) => hashBase(key, place.slot));
      case "bytes":
      case "dynamic_array":
        return [hashBase("0x", place.slot)];
    }
  };
  return storage.roots.flatMap(basesOf);
}

function hashBase(key: Hex, parent: bigint): HashBase {
  const input: Hex = `${key}${toWord(parent).slice(2)}`;
  return { hash: bytesToBigInt(keccak_256(hexToBytes(input))), key, parent };
}

function innerPlaces(storage: ContractStorage, place: Place, type: StorageType): Place[] {
  const members = (type.members ?? []).map((member) => ({
    ...place,
    type: member.type,
    slot: place.slot + toNumber(member.slot),
  }));
  if (type.encoding !== "inplace" || type.base === undefined) return members;
  const { base } = type;
  if (storage.type(base)?.encoding === "inplace" && storage.sizeOf(base) < 32n) return members;
  const step = slotsOf(storage.sizeOf(base));
  const all = slotsOf(storage.sizeOf(place.type)) / step;
  const count = Number(all < MAX_STATIC_ELEMENTS ? all : MAX_STATIC_ELEMENTS);
  return Array.from({ length: count }, (_, index) => ({
    ...place,
    type: base,
    slot: place.slot + BigInt(index) * step,
  }));
}
