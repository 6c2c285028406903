import {
  type AstNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import type { CodeIndex } from "./code-index.ts";

/** The number that a loop has at most as many rounds as: `n` of `for (i = 0; i < n; i++)`. Undefined where none is sure. */
export function roundsOf(index: CodeIndex, loop: AstNode): AstNode | undefined {
  if (loop.nodeType !== "ForStatement" && loop.nodeType !== "WhileStatement") return undefined;
  const condition = childOf(loop, "condition");
  const [left, right] = ["leftExpression", "rightExpression"].map((one) => childOf(condition, one));
  const operator = textOf(condition, "operator");
  const [pointer, bound] =
    operator === "<" ? [left, right] : operator === ">" ? [right, left] : [undefined, undefined];
  const id = numberOf(pointer, "referencedDeclaration");
  if (pointer?.nodeType !== "Identifier" || id === undefined || !index.isLocal(id))
    return undefined;
  const isUnsigned = typeStringOf(pointer)?.startsWith("uint") === true;
  return isUnsigned && isStepped(index, loop, id) ? bound : undefined;
}

/** It goes one further in each round, and nothing else sets it but its declaration. */
function isStepped(index: CodeIndex, loop: AstNode, pointer: number): boolean {
  const declared = index.statementOf(pointer);
  if (declared === undefined || nodesIn(declared.fields.declarations).length > 1) return false;
  const initial = childOf(declared, "initialValue") === undefined ? 0 : 1;
  const isSetElsewhere =
    index.valuesOf(pointer).length > initial || index.wholesOf(pointer).length > 0;
  const steps = index
    .referencesTo(pointer)
    .flatMap(({ node }) => index.parentOf(node) ?? [])
    .filter((one) => ["++", "--", "delete"].includes(textOf(one, "operator") ?? ""));
  const [step, ...others] = steps;
  if (isSetElsewhere || step === undefined || others.length > 0) return false;
  return textOf(step, "operator") === "++" && isInEachRound(index, loop, step);
}

function isInEachRound(index: CodeIndex, loop: AstNode, step: AstNode): boolean {
  const [statement, block, ...outer] = index.around(step);
  if (statement?.nodeType !== "ExpressionStatement") return false;
  if (childOf(loop, "loopExpression")?.id === statement.id) return true;
  const body = childOf(loop, "body")?.id;
  const isDirect =
    block?.id === body || (block?.nodeType === "UncheckedBlock" && outer[0]?.id === body);
  return isDirect && !allIn(loop).some(({ nodeType }) => nodeType === "Continue");
}
