import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { isComparison } from "./operators.ts";
import type { Use } from "./uses.ts";

/**
 * A number is set back to 0 when it has come to an end: `if (++i == n) i = 0;`, `i = i + 1 == n ? 0 : i + 1`,
 * be it in a variable of a function that holds it.
 */
export function isWrapped(
  code: ContractCode,
  values: readonly Use[],
  variable: number | undefined,
): boolean {
  const names = new Set<number>(variable === undefined ? [] : [variable]);
  for (const { operation } of values) {
    const local = localMadeOf(CodeIndex.of(code), operation);
    if (local !== undefined) names.add(local);
  }
  const functions = new Set(values.map((use) => use.function));
  return [...functions].some(({ body }) => isSetBackIn(body, names));
}

/** `uint8 next = pointer + 1;` */
function localMadeOf(index: CodeIndex, value: AstNode): number | undefined {
  for (let node: AstNode | undefined = value; node !== undefined; node = index.parentOf(node)) {
    if (node.nodeType === "VariableDeclarationStatement") {
      const declarations = nodesIn(node.fields.declarations);
      return declarations.length === 1 ? declarations[0]?.id : undefined;
    }
    if (node.nodeType === "Assignment") {
      return numberOf(childOf(node, "leftHandSide"), "referencedDeclaration");
    }
    if (!PLAIN.includes(node.nodeType)) return undefined;
  }
  return undefined;
}

const PLAIN = [
  "Identifier",
  "MemberAccess",
  "BinaryOperation",
  "TupleExpression",
  "UnaryOperation",
];

function isSetBackIn(node: AstNode, names: ReadonlySet<number>): boolean {
  if (node.nodeType === "IfStatement" && isEnd(childOf(node, "condition"), names)) {
    const body = childOf(node, "trueBody");
    if (body !== undefined && sets(body, names)) return true;
  }
  if (node.nodeType === "Conditional" && isEnd(childOf(node, "condition"), names)) {
    if (["trueExpression", "falseExpression"].some((side) => isZero(childOf(node, side)))) {
      return true;
    }
  }
  return childrenOf(node).some((child) => isSetBackIn(child, names));
}

/** A comparison with one of the names in it. */
function isEnd(condition: AstNode | undefined, names: ReadonlySet<number>): boolean {
  if (condition?.nodeType !== "BinaryOperation") return false;
  return isComparison(condition) && mentions(condition, names);
}

function sets(node: AstNode, names: ReadonlySet<number>): boolean {
  if (node.nodeType === "Assignment" && textOf(node, "operator") === "=") {
    const target = childOf(node, "leftHandSide");
    return (
      target !== undefined && mentions(target, names) && isZero(childOf(node, "rightHandSide"))
    );
  }
  if (node.nodeType === "UnaryOperation" && textOf(node, "operator") === "delete") {
    return mentions(node, names);
  }
  return childrenOf(node).some((child) => sets(child, names));
}

function mentions(node: AstNode, names: ReadonlySet<number>): boolean {
  return allIn(node).some((one) => names.has(numberOf(one, "referencedDeclaration") ?? -1));
}

function isZero(node: AstNode | undefined): boolean {
  return node?.nodeType === "Literal" && textOf(node, "value") === "0";
}
