import { type AstNode, childOf, childrenOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import type { ValueTrace } from "./flow.ts";

/** A condition that decides whether a call succeeds: of `require`, of `assert`, of an `if` with a revert. */
export interface Decision {
  readonly function: CodeFunction;
  readonly condition: AstNode;
  /** The call fails where it holds, not where it does not. */
  readonly isRefusal: boolean;
}

export function decisionsIn({ functions }: ContractCode): readonly Decision[] {
  return functions.flatMap((inside) =>
    allIn(inside.node).flatMap((node) => {
      const decision = decisionOf(node);
      return decision === undefined ? [] : [{ function: inside, ...decision }];
    }),
  );
}

/** A comparison of what carries a value with something else. */
export interface Comparison {
  readonly value: AstNode;
  readonly bound: AstNode;
  /** What has to be so, with the value on the left, for the condition to hold. */
  readonly operator: ComparisonOperator;
}

export type ComparisonOperator = "<" | ">" | "<=" | ">=" | "==" | "!=";

/** What decides in this condition; undefined where the value is not compared, or in another function. */
export function comparisonIn(node: AstNode, flow: ValueTrace): Comparison | undefined {
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  const operator = OPERATORS.find((one) => one === textOf(node, "operator"));
  if (operator !== undefined && left !== undefined && right !== undefined) {
    if (flow.carries(left)) return { value: left, bound: right, operator };
    if (flow.carries(right)) return { value: right, bound: left, operator: TURNED[operator] };
  }
  // Arguments are not compared here.
  if (node.nodeType === "FunctionCall") return undefined;
  for (const child of childrenOf(node)) {
    const found = comparisonIn(child, flow);
    if (found === undefined) continue;
    return textOf(node, "operator") === "!"
      ? { ...found, operator: NEGATED[found.operator] }
      : found;
  }
  return undefined;
}

export const OPERATORS: readonly ComparisonOperator[] = ["<", ">", "<=", ">=", "==", "!="];

/** With the sides exchanged. */
export const TURNED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

export const NEGATED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "<": ">=",
  ">": "<=",
  "<=": ">",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};

/** The condition of a `require` or an `assert`. */
export function requiredBy(node: AstNode): AstNode | undefined {
  const name = node.nodeType === "FunctionCall" ? textOf(calleeOf(node), "name") : undefined;
  return name === "require" || name === "assert" ? argumentsOf(node)[0] : undefined;
}

/** What a statement, or a call, decides; undefined where it is something else. */
export function decisionOf(node: AstNode): Omit<Decision, "function"> | undefined {
  const required = requiredBy(node);
  if (required !== undefined) return { condition: required, isRefusal: false };
  const condition = node.nodeType === "IfStatement" ? childOf(node, "condition") : undefined;
  if (condition === undefined) return undefined;
  const [whenSo, otherwise] = [childOf(node, "trueBody"), childOf(node, "falseBody")];
  if (whenSo !== undefined && reverts(whenSo)) return { condition, isRefusal: true };
  return otherwise !== undefined && reverts(otherwise)
    ? { condition, isRefusal: false }
    : undefined;
}

function reverts(node: AstNode): boolean {
  return allIn(node).some(
    (one) => one.nodeType === "RevertStatement" || textOf(calleeOf(one), "name") === "revert",
  );
}
