import { type AstNode, asNode, childOf, nodesIn } from "../../model/solidity/ast-node.ts";

/** A place that takes a value. */
export interface Assigned {
  readonly target: AstNode;
  /** Of what is declared or assigned together, the same for all where it cannot be told apart. */
  readonly value: AstNode;
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
    : [{ target, value }];
}

function pairs(targets: readonly (AstNode | undefined)[], value: AstNode): Assigned[] {
  const values = value.nodeType === "TupleExpression" ? listOf(value.fields.components) : [];
  return targets.flatMap((target, i) =>
    target === undefined
      ? []
      : [{ target, value: values.length === targets.length ? (values[i] ?? value) : value }],
  );
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

/** The call's arguments by parameter; undefined where there is none. `isBound`: `x.f(y)` of a library passes `x` first. */
export function argumentsOf(
  call: AstNode,
  parameters: readonly AstNode[],
  bound: AstNode | undefined,
): readonly (AstNode | undefined)[] {
  const given = nodesIn(call.fields.arguments);
  const names: readonly unknown[] = Array.isArray(call.fields.names) ? call.fields.names : [];
  const own = given.length < parameters.length && bound !== undefined ? [bound] : [];
  if (names.length === 0) return [...own, ...given];
  return parameters.map((parameter, i) =>
    i < own.length ? own[i] : given[names.indexOf(parameter.fields.name)],
  );
}
