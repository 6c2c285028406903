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

/** Declarations of what a function or a modifier takes. */
export function parametersOf(definition: AstNode): readonly AstNode[] {
  return nodesIn(childOf(definition, "parameters")?.fields.parameters);
}

/** Declarations behind `returns`; a name is not needed. */
export function returnParametersOf(definition: AstNode): readonly AstNode[] {
  return nodesIn(childOf(definition, "returnParameters")?.fields.parameters);
}
