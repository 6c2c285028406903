import { type AstNode, childOf, contains } from "../../model/solidity/ast-node.ts";
import { requiredBy } from "./decisions.ts";
import type { Use } from "./uses.ts";

/** Where a use stands in the code around it. */

/** It decides: in the condition of an `if`, a loop, a `?:`, a `require` or an `assert`. */
export function isInCondition({ operation, around }: Use): boolean {
  return around.some((node) => {
    const condition = conditionOf(node);
    return condition !== undefined && contains(condition.range, operation.range);
  });
}

/** What it comes to is used further: `id = next++`, `emit Made(total += v)`. */
export function isValueUsed({ around }: Use): boolean {
  const [holder] = around;
  return holder !== undefined && holder.nodeType !== "ExpressionStatement" && !isLoopStep(around);
}

function isLoopStep([holder, loop]: readonly AstNode[]): boolean {
  return loop?.nodeType === "ForStatement" && childOf(loop, "loopExpression")?.id === holder?.id;
}

function conditionOf(node: AstNode): AstNode | undefined {
  return requiredBy(node) ?? childOf(node, "condition");
}
