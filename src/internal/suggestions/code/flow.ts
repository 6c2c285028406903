import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
} from "../../model/solidity/ast-node.ts";
import { parametersOf, returnParametersOf } from "./call-parts.ts";
import { calledBy, invocationOf } from "./call-sites.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** What a value gets into within one call, by way of local variables, arguments and returned values. */
export interface Flow {
  /** The expression has to do with the value. */
  carries(node: AstNode | undefined): boolean;
}

/**
 * Follows what is read at some places through the functions of a contract. It asks whether, not how: a part of a
 * value, or what a library makes of it, counts for it. It does not go through storage.
 */
export function flowFrom(code: ContractCode, isSource: (node: AstNode) => boolean): Flow {
  const reached = new Set<number>();
  const carries = (node: AstNode | undefined): boolean =>
    node !== undefined &&
    (isSource(node) ||
      reached.has(numberOf(node, "referencedDeclaration") ?? -1) ||
      childrenOf(node).some(carries));
  for (let known = -1; known < reached.size;) {
    known = reached.size;
    for (const inside of code.functions) spread(code, inside, carries, reached);
  }
  return { carries };
}

function spread(
  code: ContractCode,
  inside: CodeFunction,
  carries: Flow["carries"],
  reached: Set<number>,
): void {
  const stored = new Set(code.variables.map(({ node }) => node.id));
  const reach = (id: number): void => {
    if (id >= 0 && !stored.has(id)) reached.add(id);
  };
  const returns = (): void => {
    for (const one of calledBy(code, inside.node.id)) reach(one.node.id);
  };
  const visit = (node: AstNode): void => {
    childrenOf(node).forEach(visit);
    if (node.nodeType === "VariableDeclarationStatement") {
      if (!carries(childOf(node, "initialValue"))) return;
      for (const { id } of nodesIn(node.fields.declarations)) reach(id);
    } else if (node.nodeType === "Assignment") {
      if (!carries(childOf(node, "rightHandSide"))) return;
      for (const id of namesIn(childOf(node, "leftHandSide"))) reach(id);
    } else if (node.nodeType === "Return") {
      if (carries(childOf(node, "expression"))) returns();
    } else {
      const invocation = invocationOf(code, node);
      invocation?.arguments.forEach((given, i) => {
        if (!carries(given)) return;
        for (const one of invocation.called) reach(parametersOf(one.node)[i]?.id ?? -1);
      });
    }
  };
  visit(inside.node);
  if (returnParametersOf(inside.node).some(({ id }) => reached.has(id))) returns();
}

/** Local variables that an assignment is made to, a member of a struct in memory for all of it. */
function namesIn(target: AstNode | undefined): number[] {
  if (target === undefined) return [];
  if (target.nodeType === "Identifier") return [numberOf(target, "referencedDeclaration") ?? -1];
  const inner =
    target.nodeType === "TupleExpression"
      ? nodesIn(target.fields.components)
      : [childOf(target, "expression") ?? childOf(target, "baseExpression")];
  return inner.flatMap(namesIn);
}
