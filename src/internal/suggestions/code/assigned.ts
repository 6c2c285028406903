import { type AstNode, asNode, childOf } from "../../model/solidity/ast-node.ts";

/** A place that takes a value. */
export interface Assigned {
  readonly target: AstNode;
  readonly value: AstNode;
  /** It takes a part of the value, as others do, and it cannot be told which: `(a, b) = f()`. */
  readonly isPart: boolean;
  /** Among those that take a part, from 0. */
  readonly position: number;
}

/** What a declaration with a value or an assignment sets, tuples one by one. */
export function assignedBy(node: AstNode): readonly Assigned[] {
  if (node.nodeType === "VariableDeclarationStatement") {
    const value = childOf(node, "initialValue");
    return value === undefined ? [] : pairs(listOf(node.fields.declarations), value);
  }
  if (node.nodeType !== "Assignment") return [];
  const [target, value] = [childOf(node, "leftHandSide"), childOf(node, "rightHandSide")];
  if (target === undefined || value === undefined) return [];
  return target.nodeType === "TupleExpression"
    ? pairs(listOf(target.fields.components), value)
    : [{ target, value, isPart: false, position: 0 }];
}

function pairs(targets: readonly (AstNode | undefined)[], value: AstNode): Assigned[] {
  const isMany = targets.length > 1;
  const isTuple = isMany && value.nodeType === "TupleExpression";
  const values = isTuple ? listOf(value.fields.components) : [];
  return targets.flatMap((target, i) => {
    if (target === undefined) return [];
    const own = values.length === targets.length ? values[i] : undefined;
    return [{ target, value: own ?? value, isPart: isMany && own === undefined, position: i }];
  });
}

/** With gaps, as `(, b) = f()` has them. */
function listOf(value: unknown): readonly (AstNode | undefined)[] {
  return Array.isArray(value) ? value.map(asNode) : [];
}

/** Expressions that a function gives back. */
export function returnedBy(node: AstNode): readonly AstNode[] {
  const value = node.nodeType === "Return" ? childOf(node, "expression") : undefined;
  return value === undefined ? [] : [value];
}
