import { type AstNode, childOf, contains, nodesIn } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { decisionOf } from "./decisions.ts";
import { isInCondition } from "./position.ts";
import type { Use } from "./uses.ts";

/**
 * A number that only some calls move, as the first one of a week or the one that fills a batch, and that all others
 * are counted under: `if (block.timestamp >= end) epoch++; volumeOf[epoch] += v;`. No call takes a number for itself.
 */
export function isEpoch(changes: readonly Use[], values: readonly Use[]): boolean {
  const raises = changes.filter(({ kind }) => kind === "add" || kind === "assign");
  const reads = values.filter((use) => use.kind === "read" && !isInCondition(use));
  return (
    raises.length > 0 && raises.every((raise) => reads.some((read) => isUsedWithout(raise, read)))
  );
}

/** The call may use it without having moved it. */
function isUsedWithout(raise: Use, read: Use): boolean {
  const isSame = raise.function === read.function;
  const branch = raise.around.find(
    (node) => node.nodeType === "IfStatement" && isBranchOf(node, raise),
  );
  if (branch !== undefined) return !isSame || !contains(branch.range, read.operation.range);
  return !isSame && isLeftBefore(raise);
}

/** Not a check at which the call fails. */
function isBranchOf(statement: AstNode, { operation }: Use): boolean {
  const condition = childOf(statement, "condition");
  const isInside = condition !== undefined && !contains(condition.range, operation.range);
  return isInside && decisionOf(statement) === undefined;
}

/** `if (block.timestamp < end) return;` stands before it. */
function isLeftBefore({ function: { body }, operation }: Use): boolean {
  return nodesIn(body.fields.statements).some(
    (statement) =>
      statement.nodeType === "IfStatement" &&
      statement.range.end <= operation.range.start &&
      allIn(statement).some(({ nodeType }) => nodeType === "Return"),
  );
}
