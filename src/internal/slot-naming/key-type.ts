import type { KeyType } from "./storage-path.ts";

/**
 * How a mapping key of this type is hashed and shown. `underlying` gives the elementary type of a
 * user-defined value type by its AST id, which the layout leaves out.
 */
export function keyTypeOf(
  type: string,
  numberOfBytes: number,
  underlying: (id: number) => string | undefined,
): KeyType {
  const userDefined = /^t_userDefinedValueType\(.*\)(\d+)$/.exec(type);
  if (userDefined === null) return elementary(type.replace(/^t_/, "")) ?? bySize(numberOfBytes);
  return elementary(underlying(Number(userDefined[1])) ?? "") ?? bySize(numberOfBytes);
}

function elementary(name: string): KeyType | undefined {
  if (/^(?:address|contract)/.test(name)) return { kind: "address" };
  if (name.startsWith("bool")) return { kind: "bool" };
  if (name.startsWith("string")) return { kind: "string" };
  if (/^(?:uint|enum)/.test(name)) return { kind: "unsigned" };
  if (name.startsWith("int")) return { kind: "signed" };
  const bytes = /^bytes(\d*)/.exec(name);
  if (bytes === null) return undefined;
  return bytes[1] === "" ? { kind: "bytes" } : { kind: "fixed-bytes", length: Number(bytes[1]) };
}

/** A guess for a type that nobody describes. */
function bySize(numberOfBytes: number): KeyType {
  if (numberOfBytes === 20) return { kind: "address" };
  return numberOfBytes === 32 ? { kind: "fixed-bytes", length: 32 } : { kind: "unsigned" };
}
