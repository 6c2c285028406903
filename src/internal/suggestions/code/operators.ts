import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";

/** `==`, `!=`, and what asks for an order. */
export function isComparison(node: AstNode): boolean {
  return ["==", "!=", "<", "<=", ">", ">="].includes(textOf(node, "operator") ?? "");
}

/** `x / 2` of `{ "/": "2" }`: an operator with this literal behind it. */
export function isByLiteral(node: AstNode, literals: Readonly<Record<string, string>>): boolean {
  const by = childOf(node, "rightExpression");
  const value = by?.nodeType === "Literal" ? textOf(by, "value") : undefined;
  return value !== undefined && literals[textOf(node, "operator") ?? ""] === value;
}

/** Both sides of an operation, as far as it has them. */
export function sidesOf(operation: AstNode): readonly AstNode[] {
  return ["leftExpression", "rightExpression"].flatMap((side) => childOf(operation, side) ?? []);
}

/** `x + 1`, `x - 1` */
export function isShifted(node: AstNode): boolean {
  return node.nodeType === "BinaryOperation" && ["+", "-"].includes(textOf(node, "operator") ?? "");
}

/** `value % n`, and `value & 15`, which is the same for powers of two. */
export function isModulo(operation: AstNode, value: AstNode): boolean {
  const operator = textOf(operation, "operator");
  if (operator === "%") return childOf(operation, "leftExpression")?.id === value.id;
  if (operator !== "&") return false;
  const sides = ["leftExpression", "rightExpression"].map((side) => childOf(operation, side));
  const literal = sides.find((one) => one?.nodeType === "Literal");
  const mask = Number(textOf(literal, "value"));
  return Number.isInteger(mask) && mask < 65_536 && (mask & (mask + 1)) === 0;
}

/** `value * n`, `n / value`, `value >> n`: what comes out is another number; `value << n` only moves it. */
export function isReckoning(operation: AstNode, value: AstNode): boolean {
  const operator = (textOf(operation, "operator") ?? "").replace(/=$/, "");
  if (operator === "<<") return !isLeft(operation, value);
  return ["*", "/", "%", "**", ">>"].includes(operator);
}

function isLeft(operation: AstNode, value: AstNode): boolean {
  return ["leftExpression", "leftHandSide"].some(
    (side) => childOf(operation, side)?.id === value.id,
  );
}

/** What is multiplied or divided with what. */
export function factorsOf(node: AstNode): (AstNode | undefined)[] {
  const operator = textOf(node, "operator") ?? "";
  if (node.nodeType === "BinaryOperation" && ["*", "/", "%"].includes(operator)) {
    return [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  }
  if (node.nodeType === "Assignment" && ["*=", "/=", "%="].includes(operator)) {
    return [childOf(node, "leftHandSide"), childOf(node, "rightHandSide")];
  }
  return [];
}

/** Inline assembly that multiplies something with something. */
export function multiplies(assembly: AstNode): boolean {
  return allIn(assembly).some((node) => {
    const name = node.nodeType === "YulFunctionCall" ? childOf(node, "functionName") : undefined;
    return ["mul", "div", "mulmod", "sdiv"].includes(textOf(name, "name") ?? "");
  });
}
