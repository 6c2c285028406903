import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";
import { type ComparisonOperator, type Decision, NEGATED, OPERATORS } from "./decisions.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** What has to be so for a call to come through. */
export interface NeededComparison {
  readonly left: AstNode;
  readonly operator: ComparisonOperator;
  readonly right: AstNode;
}

/** The comparisons in a condition that have to hold each by itself: none of which it is enough that one does. */
export function neededComparisons({
  condition,
  isRefusal,
}: Pick<Decision, "condition" | "isRefusal">): readonly NeededComparison[] {
  return comparisonsIn(condition, !isRefusal);
}

function comparisonsIn(expression: AstNode, truth: boolean): readonly NeededComparison[] {
  const node = withoutBrackets(expression);
  const text = textOf(node, "operator") ?? "";
  if (node.nodeType === "UnaryOperation" && text === "!") {
    const inner = childOf(node, "subExpression");
    return inner === undefined ? [] : comparisonsIn(inner, !truth);
  }
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  if (node.nodeType !== "BinaryOperation" || left === undefined || right === undefined) return [];
  if (text === (truth ? "&&" : "||")) {
    return [...comparisonsIn(left, truth), ...comparisonsIn(right, truth)];
  }
  const operator = OPERATORS.find((one) => one === text);
  return operator === undefined
    ? []
    : [{ left, operator: truth ? operator : NEGATED[operator], right }];
}
