import { type AstNode, childOf, nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { allIn } from "./all-in.ts";
import { calleesOf } from "./callees.ts";
import { decisionOf } from "./decisions.ts";
import { overloadRunBy } from "./overload-run-by.ts";
import { reachableFrom } from "./reachable.ts";
import { areExclusive, nameIn, type Requirement, requirementsOf, stepsOf } from "./requirements.ts";

/**
 * Calls of one function come when those of others are over: what the one requires excludes what the others do, as a
 * deadline before and behind it, or it ends by itself what they require, as a flag that it sets.
 */
export function isOtherPhase(
  code: ContractCode,
  entry: CodeFunction,
  others: readonly CodeFunction[],
): boolean {
  const own = requirementsOf(code, entry);
  return others.every((other) =>
    requirementsOf(code, other).some(
      (required) =>
        own.some((one) => areExclusive(one, required)) || isEndedBy(code, entry, required),
    ),
  );
}

/** A call of it ends this, and does not begin it anew, as a lock does. */
function isEndedBy(code: ContractCode, entry: CodeFunction, required: Requirement): boolean {
  if (!stepsOf(code, entry).some((one) => isEnding(code, one.node, one.function, required))) {
    return false;
  }
  const modifiers = nodesIn(entry.node.fields.modifiers).flatMap((one) => calleesOf(code, one));
  return reachableFrom(code, [entry, ...modifiers]).every((inside) =>
    allIn(inside.body).every((node) => {
      const target = childOf(node, SETTING[node.nodeType] ?? "");
      const isIt = target !== undefined && nameIn(code, target, inside) === required.left;
      return !isIt || textOf(node, "operator") === "!" || isEnding(code, node, inside, required);
    }),
  );
}

/** By what kind of node something is set, and where it is named. */
const SETTING: Readonly<Record<string, string>> = {
  Assignment: "leftHandSide",
  UnaryOperation: "subExpression",
};

/** Behind this statement the requirement does not hold, whatever way through it was taken. */
function isEnding(
  code: ContractCode,
  node: AstNode,
  inside: CodeFunction,
  required: Requirement,
): boolean {
  const is = (part: AstNode | undefined): boolean =>
    part !== undefined && isEnding(code, part, inside, required);
  switch (node.nodeType) {
    case "Block":
    case "UncheckedBlock":
      return nodesIn(node.fields.statements).some(is);
    case "IfStatement": {
      const decision = decisionOf(node);
      const [yes, no] = [childOf(node, "trueBody"), childOf(node, "falseBody")];
      if (decision === undefined) return is(yes) && is(no);
      return is(decision.isRefusal ? no : yes);
    }
    case "ExpressionStatement":
      return is(childOf(node, "expression"));
    case "Assignment": {
      const [target, value] = [childOf(node, "leftHandSide"), childOf(node, "rightHandSide")];
      if (textOf(node, "operator") !== "=" || target === undefined || value === undefined) {
        return false;
      }
      const left = nameIn(code, target, inside);
      return left !== undefined && becomes(code, left, value, inside, required);
    }
    case "FunctionCall": {
      const called = overloadRunBy(code, node, inside);
      return (
        called !== undefined && called !== inside && isEnding(code, called.body, called, required)
      );
    }
    default:
      return false;
  }
}

/** What a variable is set to excludes the requirement, in each case. */
function becomes(
  code: ContractCode,
  left: string,
  value: AstNode,
  inside: CodeFunction,
  required: Requirement,
): boolean {
  if (value.nodeType === "Conditional") {
    return ["trueExpression", "falseExpression"].every((field) => {
      const part = childOf(value, field);
      return part !== undefined && becomes(code, left, part, inside, required);
    });
  }
  const right = nameIn(code, value, inside);
  return right !== undefined && areExclusive({ left, may: ["="], right }, required);
}
