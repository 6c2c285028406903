import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  textOf,
} from "../../model/solidity/ast-node.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import type { Flow } from "./flow.ts";

/** A condition that decides whether a call succeeds: of `require`, of `assert`, of an `if` with a revert. */
export interface Decision {
  readonly function: CodeFunction;
  readonly condition: AstNode;
}

export function decisionsIn({ functions }: ContractCode): readonly Decision[] {
  return functions.flatMap((inside) => {
    const found: Decision[] = [];
    const visit = (node: AstNode): void => {
      const condition = conditionOf(node);
      if (condition !== undefined) found.push({ function: inside, condition });
      childrenOf(node).forEach(visit);
    };
    visit(inside.node);
    return found;
  });
}

/** A comparison of what carries a value with something else. */
export interface Comparison {
  readonly value: AstNode;
  readonly bound: AstNode;
}

/** What decides in this condition; undefined where the value is not compared, or in another function. */
export function comparisonIn(node: AstNode, flow: Flow): Comparison | undefined {
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  const isComparison = COMPARISONS.includes(textOf(node, "operator") ?? "");
  if (isComparison && left !== undefined && right !== undefined) {
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

const COMPARISONS = ["<", ">", "<=", ">=", "==", "!="];

function conditionOf(node: AstNode): AstNode | undefined {
  if (node.nodeType === "FunctionCall") {
    const name = textOf(childOf(node, "expression"), "name");
    return name === "require" || name === "assert" ? nodesIn(node.fields.arguments)[0] : undefined;
  }
  if (node.nodeType !== "IfStatement") return undefined;
  const ways = [childOf(node, "trueBody"), childOf(node, "falseBody")];
  return ways.some((way) => way !== undefined && reverts(way))
    ? childOf(node, "condition")
    : undefined;
}

function reverts(node: AstNode): boolean {
  if (node.nodeType === "RevertStatement") return true;
  const isCall = node.nodeType === "FunctionCall";
  if (isCall && textOf(childOf(node, "expression"), "name") === "revert") return true;
  return childrenOf(node).some(reverts);
}
