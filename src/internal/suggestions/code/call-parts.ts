import { type AstNode, childOf, nodesIn } from "../../model/solidity/ast-node.ts";

/** The parts of calls and of the heads of functions. */

/** What a call, or the head of a function that has a modifier, names; without options such as `{value: 1}`. */
export function calleeOf(call: AstNode): AstNode | undefined {
  if (call.nodeType === "ModifierInvocation") return childOf(call, "modifierName");
  if (call.nodeType !== "FunctionCall") return undefined;
  const callee = childOf(call, "expression");
  return callee?.nodeType === "FunctionCallOptions" ? childOf(callee, "expression") : callee;
}

/** As they are given; those with names in the order of the names. */
export function argumentsOf(call: AstNode): readonly AstNode[] {
  return nodesIn(call.fields.arguments);
}

/**
 * The call's arguments by the parameters of what it runs; undefined where there is none. `f({b: 1, a: 2})` names
 * them, and `x.f(y)` of a library passes `x` first.
 */
export function passedTo(call: AstNode, definition: AstNode): readonly (AstNode | undefined)[] {
  const parameters = parametersOf(definition);
  const given = argumentsOf(call);
  const names: readonly unknown[] = Array.isArray(call.fields.names) ? call.fields.names : [];
  const bound = childOf(calleeOf(call), "expression");
  const own = given.length < parameters.length && bound !== undefined ? [bound] : [];
  if (names.length === 0) return [...own, ...given];
  return parameters.map((parameter, i) =>
    i < own.length ? own[i] : given[names.indexOf(parameter.fields.name)],
  );
}

/** Declarations of what a function or a modifier takes. */
export function parametersOf(definition: AstNode): readonly AstNode[] {
  return nodesIn(childOf(definition, "parameters")?.fields.parameters);
}

/** Declarations behind `returns`; a name is not needed. */
export function returnParametersOf(definition: AstNode): readonly AstNode[] {
  return nodesIn(childOf(definition, "returnParameters")?.fields.parameters);
}
