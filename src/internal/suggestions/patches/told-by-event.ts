import { type AstNode, childOf, nodesIn, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf } from "../code/call-parts.ts";
import { CodeIndex } from "../code/code-index.ts";
import { type ContractCode, sourceText } from "../code/contract-code.ts";
import type { Use } from "../code/uses.ts";

/**
 * An event beside this write tells all that is written: there is nothing to add for whoever reads logs, which
 * know block and time by themselves. Only for arguments of the function and facts of the call, which nothing
 * between the two changes.
 */
export function isToldByEvent(code: ContractCode, use: Use, value: AstNode): boolean {
  const block = use.around[1];
  if (block === undefined) return false;
  const parts = (
    textOf(value, "kind") === "structConstructorCall" ? argumentsOf(value) : [value]
  ).filter((part) => !OF_BLOCK.test(sourceText(use.source, part)));
  const index = CodeIndex.of(code);
  if (parts.length === 0 || !parts.every((part) => isSteady(index, part))) return false;
  const events = nodesIn(block.fields.statements).flatMap((statement) => {
    const call =
      statement.nodeType === "EmitStatement" ? childOf(statement, "eventCall") : undefined;
    return call === undefined ? [] : [argumentsOf(call).map((one) => sourceText(use.source, one))];
  });
  return events.some((told) => parts.every((part) => told.includes(sourceText(use.source, part))));
}

const OF_BLOCK = /^(u?int\d*\()?block\.(timestamp|number)\)?$/;

/** A literal, what the call came with, or a value that is set once. */
function isSteady(index: CodeIndex, node: AstNode): boolean {
  if (node.nodeType === "Literal") return true;
  if (node.nodeType === "MemberAccess") {
    const base = childOf(node, "expression");
    return base?.nodeType === "Identifier" && textOf(base, "name") === "msg";
  }
  const declaration = numberOf(node, "referencedDeclaration");
  if (node.nodeType !== "Identifier" || declaration === undefined) return false;
  const mentions = index.referencesTo(declaration);
  return index.isLocal(declaration) && mentions.every((one) => !index.maySet(one.node));
}
