import type { StorageType } from "../model/contract.ts";
import { toWord } from "../primitives/hex.ts";
import { slotsOf, toNumber, type ContractStorage, type Place } from "./contract-storage.ts";
import { distance, type HashBase } from "./hash-index.ts";
import type { Segment } from "./storage-path.ts";

/** What the compiler keeps at one place of a slot. `size` is in bytes. */
export interface StorageField extends Place {
  readonly size: number;
}

/** The fields of a place that lie in this slot, from the right; empty when it does not reach there. */
export function fieldsAt(
  storage: ContractStorage,
  place: Place,
  slot: bigint,
): readonly StorageField[] {
  const type = storage.type(place.type);
  if (type === undefined) return [];
  const size = storage.sizeOf(place.type);
  if (distance(place.slot, slot) >= slotsOf(size)) return [];
  if (type.members !== undefined && type.encoding === "inplace") {
    return type.members.flatMap((member) => {
      const inner: Place = {
        path: [...place.path, { kind: "name", name: member.label }],
        variableId: place.variableId,
        declarationId: member.astId,
        namedId: member.astId,
        type: member.type,
        slot: BigInt.asUintN(256, place.slot + toNumber(member.slot)),
        offset: member.offset,
      };
      return fieldsAt(storage, inner, slot);
    });
  }
  if (type.encoding === "inplace" && type.base !== undefined) {
    return elementsAt(storage, place, type.base, slot, size);
  }
  return place.slot === slot ? [leaf(place, type, Number(size))] : [];
}

/** The fields of a mapping's value, a dynamic array's elements or long bytes in this slot, behind the hash that leads there. */
export function fieldsBehind(
  storage: ContractStorage,
  container: StorageField,
  base: HashBase,
  slot: bigint,
): readonly StorageField[] {
  const type = storage.type(container.type);
  if (type === undefined || container.slot !== base.parent) return [];
  const content = { ...container, slot: base.hash, offset: 0 };
  switch (type.encoding) {
    case "inplace":
      return [];
    case "bytes":
      return base.key === "0x" ? [{ ...content, slot, size: 32 }] : [];
    case "dynamic_array": {
      if (base.key !== "0x" || type.base === undefined) return [];
      const array = { ...content, path: content.path.slice(0, -1) };
      return elementsAt(storage, array, type.base, slot, undefined);
    }
    case "mapping":
      return valueAt(storage, content, type, base, slot);
  }
}

function valueAt(
  storage: ContractStorage,
  content: Place,
  type: StorageType,
  base: HashBase,
  slot: bigint,
): readonly StorageField[] {
  if (type.key === undefined || type.value === undefined) return [];
  const keyType = storage.keyType(type.key);
  const isWord = keyType.kind !== "string" && keyType.kind !== "bytes";
  if (isWord && base.key.length !== 2 + 64) return [];
  const key: Segment = { kind: "key", key: { type: keyType, data: base.key } };
  const value = { ...content, path: [...content.path, key], type: type.value };
  return fieldsAt(storage, value, slot);
}

/** Elements of 16 bytes or less share slots; `size` is the array's, absent when it is dynamic. */
function elementsAt(
  storage: ContractStorage,
  array: Place,
  base: string,
  slot: bigint,
  size: bigint | undefined,
): readonly StorageField[] {
  const bytes = storage.sizeOf(base);
  if (bytes === 0n) return [];
  const passed = distance(array.slot, slot);
  const element = (index: bigint, start: bigint, offset: number): Place => ({
    path: [...array.path, { kind: "key", key: { type: { kind: "index" }, data: toWord(index) } }],
    variableId: array.variableId,
    declarationId: undefined,
    namedId: array.namedId,
    type: base,
    slot: BigInt.asUintN(256, array.slot + start),
    offset,
  });
  const perSlot = bytes > 16n ? 1n : 32n / bytes;
  if (perSlot === 1n) {
    const index = passed / slotsOf(bytes);
    return fieldsAt(storage, element(index, index * slotsOf(bytes), 0), slot);
  }
  const length = lengthOf(storage, array.type, size);
  return Array.from({ length: Number(perSlot) }, (_, position) => position).flatMap((position) => {
    const index = passed * perSlot + BigInt(position);
    if (length !== undefined && index >= length) return [];
    return fieldsAt(storage, element(index, passed, position * Number(bytes)), slot);
  });
}

/** The layout gives the size of a fixed array in whole slots; its length stands in its label only: `uint64[5]`. */
function lengthOf(
  storage: ContractStorage,
  type: string,
  size: bigint | undefined,
): bigint | undefined {
  if (size === undefined) return undefined;
  const length = /\[(\d+)\]$/.exec(storage.type(type)?.label ?? "")?.[1];
  return length === undefined ? undefined : BigInt(length);
}

/** The slot of a dynamic array holds its length; that of bytes the length and short data, so it is the variable itself. */
function leaf(place: Place, type: StorageType, size: number): StorageField {
  if (type.encoding !== "dynamic_array") return { ...place, size };
  return { ...place, path: [...place.path, { kind: "name", name: "length" }], size };
}
