import {
  type AstNode,
  childOf,
  nodesIn,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";

/** What is divided by in `x / total`, `x.div(total)`, `mulDiv(x, y, total)`; undefined where nothing is divided. */
export function divisorOf(node: AstNode): AstNode | undefined {
  if (node.nodeType === "BinaryOperation") {
    return textOf(node, "operator") === "/" ? childOf(node, "rightExpression") : undefined;
  }
  if (node.nodeType !== "FunctionCall") return undefined;
  const callee = childOf(node, "expression");
  const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
  const given = nodesIn(node.fields.arguments);
  if (/^div/i.test(name)) return given.at(-1);
  if (!/^mulDiv/i.test(name)) return undefined;
  // `a.mulDiv(b, c)`, and `mulDiv(a, b, c)` of the library itself; a rounding may follow.
  const base = childOf(callee, "expression");
  const isBound = base !== undefined && !(typeStringOf(base) ?? "").startsWith("type(");
  return given[isBound ? 1 : 2];
}

/** What that divides; none where nothing is divided. */
export function dividendsOf(node: AstNode): readonly AstNode[] {
  const divisor = divisorOf(node);
  if (divisor === undefined) return [];
  if (node.nodeType === "BinaryOperation") return [childOf(node, "leftExpression") ?? []].flat();
  // Of a library that stands before the name there is no value.
  const base = childOf(childOf(node, "expression"), "expression");
  const all = [...(base === undefined ? [] : [base]), ...nodesIn(node.fields.arguments)];
  return all.slice(0, all.indexOf(divisor));
}
