import { type AstNode, childOf, textOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import type { CodeFunction } from "./contract-code.ts";
import { constant, constantOf, type Linear, minus, nameOf, reduce, solve } from "./linear.ts";
import { equation } from "./path-knowledge.ts";
import type { PathState } from "./path-state.ts";
import { allOf, valueOf } from "./path-values.ts";
import { Unclear, type Walk } from "./path-walk.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** The ways on which a condition holds, or does not: none where what is known so far says otherwise. */
export function waysWith(
  walk: Walk,
  expression: AstNode,
  truth: boolean,
  inside: CodeFunction,
  state: PathState,
): readonly PathState[] {
  const node = withoutBrackets(expression);
  const operator = textOf(node, "operator") ?? "";
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  if (node.nodeType === "UnaryOperation" && operator === "!") {
    const part = childOf(node, "subExpression");
    if (part !== undefined) return waysWith(walk, part, !truth, inside, state);
  }
  if (node.nodeType === "BinaryOperation" && left !== undefined && right !== undefined) {
    if (operator === "&&" || operator === "||") {
      const deciding = operator === "||";
      const both = waysWith(walk, left, !deciding, inside, state).flatMap((way) =>
        waysWith(walk, right, truth, inside, way),
      );
      return truth === deciding
        ? [...waysWith(walk, left, deciding, inside, state), ...both]
        : both;
    }
    if (COMPARISONS.includes(operator)) {
      const isUnsigned = [left, right].some(
        (one) => typeStringOf(one)?.startsWith("uint") === true,
      );
      return allOf(walk, [left, right], inside, state).flatMap((way) => {
        const [a, b] = way.values;
        if (a === undefined || b === undefined) throw new Unclear();
        return compared(operator, a, b, { truth, isUnsigned, state: way.state });
      });
    }
  }
  return valueOf(walk, node, inside, state).flatMap((way) => {
    const known = constantOf(reduce(way.value, way.state.solved));
    if (known !== undefined) return (known !== 0n) === truth ? [way.state] : [];
    return withTruth(way.state, nameOf(way.value), truth);
  });
}

const COMPARISONS = ["==", "!=", "<", ">", "<=", ">="];

interface Wanted {
  readonly truth: boolean;
  /** Neither side is less than nothing. */
  readonly isUnsigned: boolean;
  readonly state: PathState;
}

function compared(operator: string, a: Linear, b: Linear, wanted: Wanted): readonly PathState[] {
  const not = { ...wanted, truth: !wanted.truth };
  switch (operator) {
    case "==":
      return equal(a, b, wanted);
    case "!=":
      return equal(a, b, not);
    case "<":
      return less(a, b, wanted);
    case ">":
      return less(b, a, wanted);
    case "<=":
      return less(b, a, not);
    default:
      return less(a, b, not);
  }
}

function equal(a: Linear, b: Linear, { truth, state }: Wanted): readonly PathState[] {
  const difference = reduce(minus(a, b), state.solved);
  const known = constantOf(difference);
  if (known !== undefined) return (known === 0n) === truth ? [state] : [];
  return withTruth(state, equation(difference), truth).flatMap((way) => {
    const solved = truth ? solve(difference, way.solved) : way.solved;
    return solved === undefined ? [] : [{ ...way, solved }];
  });
}

function less(a: Linear, b: Linear, wanted: Wanted): readonly PathState[] {
  const { truth, isUnsigned, state } = wanted;
  const [left, right] = [reduce(a, state.solved), reduce(b, state.solved)];
  const [m, n] = [constantOf(left), constantOf(right)];
  if (m !== undefined && n !== undefined) return m < n === truth ? [state] : [];
  // More than nothing is not nothing.
  if (isUnsigned && m === 0n) return equal(right, constant(0n), { ...wanted, truth: !truth });
  if (isUnsigned && n === 1n) return equal(left, constant(0n), wanted);
  return withTruth(state, `${nameOf(left)}<${nameOf(right)}`, truth);
}

function withTruth(state: PathState, condition: string, truth: boolean): readonly PathState[] {
  const known = state.truths.get(condition);
  if (known !== undefined) return known === truth ? [state] : [];
  return [{ ...state, truths: new Map([...state.truths, [condition, truth]]) }];
}
