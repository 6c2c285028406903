import { type AstNode, childOf, childrenOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import type { ValueTrace } from "./flow.ts";
import { isComparison } from "./operators.ts";

/** A condition that decides whether a call succeeds: of `require`, of `assert`, of an `if` with a revert. */
export interface Decision {
  readonly function: CodeFunction;
  readonly condition: AstNode;
}

export function decisionsIn({ functions }: ContractCode): readonly Decision[] {
  return functions.flatMap((inside) =>
    allIn(inside.node).flatMap((node) => {
      const condition = conditionOf(node);
      return condition === undefined ? [] : [{ function: inside, condition }];
    }),
  );
}

/** A comparison of what carries a value with something else. */
export interface Comparison {
  readonly value: AstNode;
  readonly bound: AstNode;
}

/** What decides in this condition; undefined where the value is not compared, or in another function. */
export function comparisonIn(node: AstNode, flow: ValueTrace): Comparison | undefined {
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  if (isComparison(node) && left !== undefined && right !== undefined) {
    if (flow.carries(left)) return { value: left, bound: right };
    if (flow.carries(right)) return { value: right, bound: left };
  }
  // Arguments are not compared here.
  if (node.nodeType === "FunctionCall") return undefined;
  for (const child of childrenOf(node)) {
    const found = comparisonIn(child, flow);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The condition of a `require` or an `assert`. */
export function requiredBy(node: AstNode): AstNode | undefined {
  const name = node.nodeType === "FunctionCall" ? textOf(calleeOf(node), "name") : undefined;
  return name === "require" || name === "assert" ? argumentsOf(node)[0] : undefined;
}

function conditionOf(node: AstNode): AstNode | undefined {
  if (node.nodeType !== "IfStatement") return requiredBy(node);
  const ways = [childOf(node, "trueBody"), childOf(node, "falseBody")];
  return ways.some((way) => way !== undefined && reverts(way))
    ? childOf(node, "condition")
    : undefined;
}

function reverts(node: AstNode): boolean {
  return allIn(node).some(
    (one) => one.nodeType === "RevertStatement" || textOf(calleeOf(one), "name") === "revert",
  );
}
