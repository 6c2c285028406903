import { type AstNode, childOf, childrenOf, textOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { behind, isArgument } from "./origins.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** What is added, or taken away, in a sum. */
export interface Term {
  readonly node: AstNode;
  readonly function: CodeFunction;
  readonly sign: 1 | -1;
  /** It is the number that was asked for. */
  readonly isNumber: boolean;
}

/**
 * The sum that an expression is, as far as a number goes into it: by way of variables of functions, of arguments and
 * of what functions of the contract return, as `CAP - sold` of a view. Else names stay what they are.
 * Undefined where it goes into something else than a sum. That there is nothing (`sold >= CAP ? 0 : CAP - sold`) is
 * the end of what is left, and no other sum.
 */
export function sumTerms(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
  values: ReadonlySet<number>,
): readonly Term[] | undefined {
  const index = CodeIndex.of(code);
  const visit = (
    part: AstNode,
    where: CodeFunction,
    sign: 1 | -1,
    seen: ReadonlySet<number>,
  ): readonly Term[] | undefined => {
    const node = withoutBrackets(part);
    const whole: readonly Term[] = [{ node, function: where, sign, isNumber: false }];
    if (values.has(node.id)) return [{ node, function: where, sign, isNumber: true }];
    // A sum that goes on in a loop comes from itself, too.
    if (seen.has(node.id)) return undefined;
    const within = new Set(seen).add(node.id);
    if (isArgument(node, where)) return whole;
    const sum = sumOf(node);
    if (sum !== undefined) {
      const [left, right] = [
        visit(sum.left, where, sign, within),
        visit(sum.right, where, sum.isAdded ? sign : opposite(sign), within),
      ];
      return left === undefined || right === undefined ? undefined : [...left, ...right];
    }
    const choices = choicesOf(index, node, where).filter((one) => !isZero(one.node));
    if (choices.length > 0) {
      const sums = choices.map((one) => visit(one.node, one.function, sign, within));
      if (sums.every((one) => one !== undefined && !hasNumber(one))) return whole;
      const [first] = sums;
      return first !== undefined && sums.every((one) => isLike(one, first)) ? first : undefined;
    }
    const goesElsewhere = childrenOf(node).some((child) => {
      const terms = visit(child, where, sign, within);
      return terms === undefined || hasNumber(terms);
    });
    return goesElsewhere ? undefined : whole;
  };
  return visit(expression, inside, 1, new Set());
}

/** `a + b`, `a - b`, and what SafeMath has for it. */
function sumOf(
  node: AstNode,
): { readonly left: AstNode; readonly right: AstNode; readonly isAdded: boolean } | undefined {
  if (node.nodeType === "BinaryOperation") {
    const operator = textOf(node, "operator");
    const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
    if ((operator !== "+" && operator !== "-") || left === undefined || right === undefined) {
      return undefined;
    }
    return { left, right, isAdded: operator === "+" };
  }
  const callee = calleeOf(node);
  const name = textOf(callee, "memberName");
  const left = childOf(callee, "expression");
  const [right, ...others] = argumentsOf(node);
  if ((name !== "add" && name !== "sub") || left === undefined || right === undefined) {
    return undefined;
  }
  return others.every(({ nodeType }) => nodeType === "Literal")
    ? { left, right, isAdded: name === "add" }
    : undefined;
}

/** What it may be: both sides of a `?:`, what is assigned, passed or returned. */
function choicesOf(
  index: CodeIndex,
  node: AstNode,
  inside: CodeFunction,
): readonly { readonly node: AstNode; readonly function: CodeFunction }[] {
  if (node.nodeType !== "Conditional") return behind(index, node, inside);
  return ["trueExpression", "falseExpression"].flatMap((side) => {
    const one = childOf(node, side);
    return one === undefined ? [] : [{ node: withoutBrackets(one), function: inside }];
  });
}

function isZero(node: AstNode): boolean {
  return node.nodeType === "Literal" && textOf(node, "value") === "0";
}

function hasNumber(terms: readonly Term[]): boolean {
  return terms.some(({ isNumber }) => isNumber);
}

/** The number is in both alike. */
function isLike(one: readonly Term[] | undefined, other: readonly Term[]): boolean {
  const signsOf = (terms: readonly Term[]) =>
    terms
      .filter(({ isNumber }) => isNumber)
      .map(({ sign }) => sign)
      .join();
  return one !== undefined && hasNumber(one) && signsOf(one) === signsOf(other);
}

export function opposite(sign: 1 | -1): 1 | -1 {
  return sign === 1 ? -1 : 1;
}
