import { type AstNode, childOf, textOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { isModulo } from "./operators.ts";

/** What loses upper bits of a number, or fails where there are any. */

/** `uint64(id)`, `int256(id)`, `address(uint160(id))` */
export function cutsByType(conversion: AstNode, value: AstNode): boolean {
  const [to, from] = [conversion, value].map((node) => bitsOf(typeStringOf(node) ?? ""));
  return to !== undefined && from !== undefined && to < from;
}

/** `id << 128`, `id & mask` */
export function cutsByOperator(operation: AstNode, value: AstNode): boolean {
  const operator = (textOf(operation, "operator") ?? "").replace(/=$/, "");
  if (operator === "<<") return childOf(operation, "leftExpression")?.id === value.id;
  return operator === "&" && !isModulo(operation, value);
}

/** `id.toUint64()`, which fails for longer ones. */
export function cutsByName(callee: AstNode): boolean {
  const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
  return /^toU?[iI]nt\d+$/.test(name) && !name.endsWith("Uint256");
}

/** For numbers that are not negative. */
function bitsOf(type: string): number | undefined {
  const [, sign, bits, bytes] = /^(?:(u?)int(\d+)|bytes(\d+))$/.exec(type) ?? [];
  if (bytes !== undefined) return Number(bytes) * 8;
  if (bits !== undefined) return sign === "u" ? Number(bits) : Number(bits) - 1;
  if (type.startsWith("enum ")) return 8;
  return /^(address|contract )/.test(type) ? 160 : undefined;
}
