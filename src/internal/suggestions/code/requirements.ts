import {
  type AstNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { contextMember } from "./call-context.ts";
import { argumentsOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { decisionOf } from "./decisions.ts";
import { originsOf } from "./origins.ts";
import { overloadRunBy } from "./overload-run-by.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** What has to be so: both sides by names that mean the same in all calls at one time. */
export interface Requirement {
  readonly left: string;
  /** Which of less, equal and more the left side may be than the right one. */
  readonly may: readonly Relation[];
  readonly right: string;
}

type Relation = "<" | "=" | ">";

/** What has to be so for a call of a function to come through, as far as it is about time and single variables. */
export function requirementsOf(code: ContractCode, entry: CodeFunction): readonly Requirement[] {
  return stepsOf(code, entry).flatMap(({ node, function: inside }) => {
    const decision = decisionOf(node.nodeType === "ExpressionStatement" ? inner(node) : node);
    if (decision === undefined) return [];
    return factsIn(code, decision.condition, !decision.isRefusal, inside);
  });
}

/** They cannot hold at the same time. */
export function areExclusive(a: Requirement, b: Requirement): boolean {
  const turned = b.left === a.right && b.right === a.left;
  if (turned || (b.left === a.left && b.right === a.right)) {
    const may = turned ? b.may.map((one) => TURNED[one]) : b.may;
    return !a.may.some((one) => may.includes(one));
  }
  const isOneValue = [a, b].every(({ may }) => may.length === 1 && may[0] === "=");
  return isOneValue && a.left === b.left && areOther(a.right, b.right);
}

/** Two constants that are not the same; what is of the block is not zero. */
function areOther(a: string, b: string): boolean {
  const isZero = [a, b].includes("=0");
  const isOfBlock = [a, b].some((one) => one.startsWith("block."));
  return (isZero && isOfBlock) || (a !== b && a.startsWith("=") && b.startsWith("="));
}

/** A statement that each call runs which comes through. */
interface Step {
  readonly node: AstNode;
  readonly function: CodeFunction;
}

/** Of modifiers first, then of the function and of what it calls; up to where a call may come back earlier. */
export function stepsOf(
  code: ContractCode,
  called: CodeFunction,
  running: readonly CodeFunction[] = [],
): readonly Step[] {
  if (running.includes(called)) return [];
  const within = [...running, called];
  const modifiers = nodesIn(called.node.fields.modifiers).flatMap((one) =>
    calleesOf(code, one).slice(0, 1),
  );
  return [
    ...modifiers.flatMap((one) => stepsOf(code, one, within)),
    ...flat(called.body, called).flatMap((step) => {
      const call = step.node.nodeType === "ExpressionStatement" ? inner(step.node) : undefined;
      const own = call && overloadRunBy(code, call, called);
      return own === undefined ? [step] : [step, ...stepsOf(code, own, within)];
    }),
  ];
}

function flat(block: AstNode, inside: CodeFunction): readonly Step[] {
  const steps: Step[] = [];
  for (const node of nodesIn(block.fields.statements)) {
    if (isBlock(node)) steps.push(...flat(node, inside));
    else steps.push({ node, function: inside });
    if (allIn(node).some(({ nodeType }) => nodeType === "Return")) break;
  }
  return steps;
}

function isBlock({ nodeType }: AstNode): boolean {
  return nodeType === "Block" || nodeType === "UncheckedBlock";
}

function inner(node: AstNode): AstNode {
  return childOf(node, "expression") ?? node;
}

function factsIn(
  code: ContractCode,
  expression: AstNode,
  truth: boolean,
  inside: CodeFunction,
): readonly Requirement[] {
  const node = withoutBrackets(expression);
  const operator = textOf(node, "operator") ?? "";
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  if (node.nodeType === "UnaryOperation" && operator === "!") {
    const part = childOf(node, "subExpression");
    return part === undefined ? [] : factsIn(code, part, !truth, inside);
  }
  if (node.nodeType === "BinaryOperation" && left !== undefined && right !== undefined) {
    if (operator === (truth ? "&&" : "||")) {
      return [left, right].flatMap((side) => factsIn(code, side, truth, inside));
    }
    const may = MAY[operator];
    const [a, b] = [left, right].map((side) => nameIn(code, side, inside));
    if (may === undefined || a === undefined || b === undefined) return [];
    return [{ left: a, may: truth ? may : ALL.filter((one) => !may.includes(one)), right: b }];
  }
  const name = nameIn(code, node, inside);
  return name === undefined ? [] : [{ left: name, may: ["="], right: truth ? "=true" : "=false" }];
}

const ALL: readonly Relation[] = ["<", "=", ">"];

const MAY: Readonly<Record<string, readonly Relation[]>> = {
  "<": ["<"],
  ">": [">"],
  "<=": ["<", "="],
  ">=": [">", "="],
  "==": ["="],
  "!=": ["<", ">"],
};

const TURNED: Readonly<Record<Relation, Relation>> = { "<": ">", "=": "=", ">": "<" };

/**
 * The same for what has the same value in all calls at one time: the time, what is stored in a variable of its own,
 * and what is reckoned from these. Constants begin with `=`. Undefined for all else, as arguments and entries.
 */
export function nameIn(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
): string | undefined {
  const plain = withoutBrackets(expression);
  const [origin, ...others] = originsOf(code, plain, inside).filter(({ isLast }) => isLast);
  const isOne = origin !== undefined && others.length === 0;
  const { node, function: where } = isOne ? origin : { node: plain, function: inside };
  const context = contextMember(node);
  if (context !== undefined) return context.startsWith("block.") ? context : undefined;
  const of = (part: AstNode | undefined) => part && nameIn(code, part, where);
  const declaration = numberOf(node, "referencedDeclaration");
  switch (node.nodeType) {
    case "Literal":
      return `=${textOf(node, "value") ?? ""} ${textOf(node, "subdenomination") ?? ""}`.trim();
    case "Identifier": {
      const stored = [...code.variables, ...code.constants].find(
        (one) => one.node.id === declaration,
      );
      if (stored === undefined) return undefined;
      const value =
        stored.node.fields.constant === true ? childOf(stored.node, "value") : undefined;
      return of(value) ?? `#${stored.node.id}`;
    }
    case "MemberAccess": {
      const base = childOf(node, "expression");
      const member = textOf(node, "memberName") ?? "";
      if (isEnum(base)) return `=${member}`;
      const name = of(base);
      return name === undefined ? undefined : `${name}.${member}`;
    }
    case "BinaryOperation": {
      const sides = ["leftExpression", "rightExpression"].map((side) => of(childOf(node, side)));
      return sides.includes(undefined) ? undefined : `(${sides.join(textOf(node, "operator"))})`;
    }
    case "FunctionCall": {
      const callee = childOf(node, "expression");
      const called = calleesOf(code, node);
      const isOwn = called.length > 0 && called.every(({ isView }) => isView);
      const isAlone = callee?.nodeType === "Identifier" && argumentsOf(node).length === 0;
      const id = numberOf(callee, "referencedDeclaration");
      return isOwn && isAlone ? `${id ?? ""}()` : undefined;
    }
    default:
      return undefined;
  }
}

function isEnum(base: AstNode | undefined): boolean {
  return typeIdentifierOf(base)?.startsWith("t_type$_t_enum") === true;
}
