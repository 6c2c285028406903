import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";

/** A step from a variable to what is used of it. */
export type Step =
  | { readonly kind: "index"; readonly key: AstNode }
  | { readonly kind: "member"; readonly name: string };

/** How an expression such as `pools[id].queue` gets from the name that it begins with to what it names. */
export interface AccessPath {
  readonly root: AstNode;
  readonly steps: readonly Step[];
}

export function accessPath(expression: AstNode): AccessPath {
  const steps: Step[] = [];
  let node = expression;
  for (;;) {
    const next = stepDown(node);
    if (next === undefined) return { root: node, steps: steps.reverse() };
    steps.push(next.step);
    node = next.base;
  }
}

/** Its last step, and what that starts from. */
export function stepDown(node: AstNode): { base: AstNode; step: Step } | undefined {
  if (node.nodeType === "IndexAccess") {
    const [base, key] = [childOf(node, "baseExpression"), childOf(node, "indexExpression")];
    return base && key && { base, step: { kind: "index", key } };
  }
  if (node.nodeType === "MemberAccess") {
    const [base, name] = [childOf(node, "expression"), textOf(node, "memberName")];
    return base && name !== undefined ? { base, step: { kind: "member", name } } : undefined;
  }
  return undefined;
}
