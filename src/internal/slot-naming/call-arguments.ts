import { AbiCoder, ParamType, Result } from "ethers";
import type { ContractInfo } from "../model/contract.ts";
import type { Hex } from "../model/location.ts";
import { bytesToHex, toWord } from "../primitives/hex.ts";
import { abiOf } from "./contract-abi.ts";

/** One value that a caller passed. `name` is `pid`, `order.maker`, `users[*]`, or the position of an unnamed one. */
export interface CallArgument {
  readonly name: string;
  readonly kind: "address" | "number" | "bool" | "fixed-bytes" | "string" | "bytes";
  /** As a mapping key would hold it: a 32-byte word; for strings and bytes what they consist of. */
  readonly data: Hex;
}

/** The arguments of a call of this contract; empty when its ABI has no such function. */
export function argumentsOfCall(contract: ContractInfo, input: Hex): readonly CallArgument[] {
  const fragment = abiOf(contract).functions.get(input.slice(0, 10));
  return fragment ? decode(fragment.inputs, `0x${input.slice(10)}`) : [];
}

/** The arguments of a constructor, which follow the creation code. */
export function argumentsOfConstructor(contract: ContractInfo, code: Hex): readonly CallArgument[] {
  const data: Hex = `0x${code.slice(2 + contract.creation.object.length)}`;
  return decode(abiOf(contract).constructorInputs, data);
}

function decode(types: readonly ParamType[], data: Hex): readonly CallArgument[] {
  const values = tryDecode(types, data) ?? tryDecode(types.map(headOf), data);
  if (values === undefined) return [];
  return types.flatMap((type, index) => {
    const name = type.name === "" ? `${index}` : type.name;
    return flatten(name, type, valueAt(values, index));
  });
}

function tryDecode(types: readonly ParamType[], data: Hex): Result | undefined {
  try {
    return AbiCoder.defaultAbiCoder().decode(types, data);
  } catch {
    return undefined;
  }
}

/** Long call data is cut: then the arguments of fixed size still stand at its beginning, and of the others only where they begin. */
function headOf(type: ParamType): ParamType {
  return isDynamic(type) ? ParamType.from("uint256") : type;
}

function isDynamic(type: ParamType): boolean {
  if (type.isArray()) return type.arrayLength === -1 || isDynamic(type.arrayChildren);
  if (type.isTuple()) return type.components.some(isDynamic);
  return type.type === "string" || type.type === "bytes";
}

/** ethers throws on reading a value that it could not decode, such as a string that is no UTF-8. */
function valueAt(values: Result, index: number): unknown {
  try {
    const value: unknown = values[index];
    return value;
  } catch {
    return undefined;
  }
}

function flatten(name: string, type: ParamType, value: unknown): readonly CallArgument[] {
  if (type.isTuple()) {
    if (!(value instanceof Result)) return [];
    return type.components.flatMap((component, index) =>
      flatten(`${name}.${component.name || index}`, component, valueAt(value, index)),
    );
  }
  if (type.isArray()) {
    if (!(value instanceof Result)) return [];
    return Array.from({ length: value.length }).flatMap((_, index) =>
      flatten(`${name}[*]`, type.arrayChildren, valueAt(value, index)),
    );
  }
  return elementary(name, type.type, value);
}

function elementary(name: string, type: string, value: unknown): readonly CallArgument[] {
  if (typeof value === "bigint") {
    return [{ name, kind: "number", data: toWord(BigInt.asUintN(256, value)) }];
  }
  if (typeof value === "boolean") {
    return [{ name, kind: "bool", data: toWord(value ? 1n : 0n) }];
  }
  if (typeof value !== "string") return [];
  if (type === "string") {
    return [{ name, kind: "string", data: bytesToHex(new TextEncoder().encode(value)) }];
  }
  const digits = value.slice(2).toLowerCase();
  if (type === "bytes") return [{ name, kind: "bytes", data: `0x${digits}` }];
  if (type === "address") return [{ name, kind: "address", data: `0x${digits.padStart(64, "0")}` }];
  return [{ name, kind: "fixed-bytes", data: `0x${digits.padEnd(64, "0")}` }];
}
