import { keccak_256 } from "@noble/hashes/sha3.js";
import type { ContractInfo, StorageEntry, StorageType } from "../model/contract.ts";
import { bytesToBigInt, hexToBytes, toWord } from "../primitives/hex.ts";
import {
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
  type AstNode,
} from "../model/solidity/ast-node.ts";
import type { Place } from "./contract-storage.ts";
import { structsOf, type Declarations } from "../model/solidity/declarations.ts";

/**
 * Structs that a contract keeps at a slot of their own (ERC-7201), as OpenZeppelin's upgradeable
 * contracts do. The compiler's layout leaves them out, so they are laid out here, from the AST, by
 * the rules of https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html.
 */
export function namespacedStorage(
  contract: ContractInfo,
  declarations: Declarations,
): { readonly roots: readonly Place[]; readonly types: Readonly<Record<string, StorageType>> } {
  const types: Record<string, StorageType> = {};
  const roots = structsOf(contract).flatMap((struct) => {
    const namespace = namespaceOf(struct);
    if (namespace === undefined) return [];
    const type = layStruct(struct, declarations, types);
    if (type === undefined) return [];
    const name = textOf(struct, "name") ?? "";
    return [
      {
        path: [{ kind: "name", name } as const],
        variableId: struct.id,
        declarationId: struct.id,
        namedId: struct.id,
        type,
        slot: namespaceSlot(namespace),
        offset: 0,
      },
    ];
  });
  return { roots, types };
}

function namespaceOf(struct: AstNode): string | undefined {
  const text = textOf(childOf(struct, "documentation"), "text") ?? "";
  return /@custom:storage-location\s+erc7201:(\S+)/.exec(text)?.[1];
}

/** `keccak256(abi.encode(uint256(keccak256(id)) - 1)) & ~0xff` */
function namespaceSlot(namespace: string): bigint {
  const inner = bytesToBigInt(keccak_256(new TextEncoder().encode(namespace))) - 1n;
  const outer = bytesToBigInt(keccak_256(hexToBytes(toWord(BigInt.asUintN(256, inner)))));
  return outer - (outer & 0xffn);
}

type Types = Record<string, StorageType>;

/** Adds the struct to the table and gives its name there; undefined when a member is not understood. */
function layStruct(struct: AstNode, declarations: Declarations, types: Types): string | undefined {
  const name = `t_struct(${textOf(struct, "name") ?? ""})${struct.id}_storage`;
  if (types[name] !== undefined) return name;
  const label = `struct ${textOf(struct, "canonicalName") ?? ""}`;
  const members: StorageEntry[] = [];
  // Present before its members are laid out, as they may refer to it through a mapping.
  types[name] = { encoding: "inplace", label, numberOfBytes: "32", members };
  let slot = 0n;
  let offset = 0;
  for (const member of nodesIn(struct.fields.members)) {
    const type = layType(childOf(member, "typeName"), declarations, types);
    if (type === undefined) return undefined;
    const size = sizeIn(types, type);
    if (offset > 0 && (offset + Number(size) > 32 || isWhole(types, type))) {
      slot += 1n;
      offset = 0;
    }
    const label = textOf(member, "name") ?? "";
    members.push({ label, offset, slot: `${slot}`, type, astId: member.id, contract: "" });
    if (isWhole(types, type)) slot += size / 32n;
    else offset += Number(size);
  }
  const slots = offset > 0 ? slot + 1n : slot;
  types[name] = { encoding: "inplace", label, numberOfBytes: `${slots * 32n}`, members };
  return name;
}

function layType(
  node: AstNode | undefined,
  declarations: Declarations,
  types: Types,
): string | undefined {
  switch (node?.nodeType) {
    case "ElementaryTypeName":
      return layElementary(typeStringOf(node) ?? "", types);
    case "Mapping": {
      const key = layType(childOf(node, "keyType"), declarations, types);
      const value = layType(childOf(node, "valueType"), declarations, types);
      if (key === undefined || value === undefined) return undefined;
      const label = `mapping(${labelOf(types, key)} => ${labelOf(types, value)})`;
      return add(types, `t_mapping(${key},${value})`, {
        encoding: "mapping",
        label,
        numberOfBytes: "32",
        key,
        value,
      });
    }
    case "ArrayTypeName":
      return layArray(node, declarations, types);
    case "UserDefinedTypeName":
      return layUserDefined(node, declarations, types);
    case undefined:
    default:
      return undefined;
  }
}

function layElementary(name: string, types: Types): string | undefined {
  const type = `t_${name.split(" ")[0] ?? ""}`;
  if (name === "string" || name === "bytes") {
    return add(types, type, { encoding: "bytes", label: name, numberOfBytes: "32" });
  }
  const bits = /^u?int(\d+)$/.exec(name)?.[1];
  const bytes = /^bytes(\d+)$/.exec(name)?.[1];
  const size = bits === undefined ? Number(bytes ?? smallSize(name)) : Number(bits) / 8;
  if (size === 0) return undefined;
  return add(types, type, { encoding: "inplace", label: name, numberOfBytes: `${size}` });
}

function smallSize(name: string): number {
  if (name.startsWith("address")) return 20;
  return name === "bool" ? 1 : 0;
}

function layArray(node: AstNode, declarations: Declarations, types: Types): string | undefined {
  const base = layType(childOf(node, "baseType"), declarations, types);
  if (base === undefined) return undefined;
  if (childOf(node, "length") === undefined) {
    const label = `${labelOf(types, base)}[]`;
    const encoding = "dynamic_array";
    return add(types, `t_array(${base})dyn`, { encoding, label, numberOfBytes: "32", base });
  }
  const length = /\[(\d+)\](?: storage.*)?$/.exec(typeStringOf(node) ?? "")?.[1];
  if (length === undefined) return undefined;
  const size = sizeIn(types, base);
  const perSlot = size > 16n ? 1n : 32n / size;
  const slots =
    size > 32n ? BigInt(length) * (size / 32n) : (BigInt(length) + perSlot - 1n) / perSlot;
  return add(types, `t_array(${base})${length}`, {
    encoding: "inplace",
    label: `${labelOf(types, base)}[${length}]`,
    numberOfBytes: `${slots * 32n}`,
    base,
  });
}

function layUserDefined(
  node: AstNode,
  declarations: Declarations,
  types: Types,
): string | undefined {
  const id = numberOf(node, "referencedDeclaration") ?? -1;
  const declared = declarations.nodeOf(id);
  const label = textOf(declared, "name") ?? "";
  const inplace = (type: string, size: bigint) =>
    add(types, type, { encoding: "inplace", label, numberOfBytes: `${size}` });
  switch (declared?.nodeType) {
    case "StructDefinition":
      return layStruct(declared, declarations, types);
    case "EnumDefinition":
      return inplace(`t_enum(${label})${id}`, 1n);
    case "ContractDefinition":
      return inplace(`t_contract(${label})${id}`, 20n);
    case "UserDefinedValueTypeDefinition": {
      const underlying = layElementary(declarations.underlying(id) ?? "", types);
      if (underlying === undefined) return undefined;
      return inplace(`t_userDefinedValueType(${label})${id}`, sizeIn(types, underlying));
    }
    case undefined:
    default:
      return undefined;
  }
}

/** Structs, fixed arrays and all that takes a slot or more begin in a new slot and end it. */
function isWhole(types: Types, type: string): boolean {
  const known = types[type];
  return known?.members !== undefined || known?.base !== undefined || sizeIn(types, type) >= 32n;
}

function sizeIn(types: Types, type: string): bigint {
  return BigInt(types[type]?.numberOfBytes ?? "32");
}

function labelOf(types: Types, type: string): string {
  return types[type]?.label ?? type;
}

function add(types: Types, name: string, type: StorageType): string {
  types[name] = type;
  return name;
}
