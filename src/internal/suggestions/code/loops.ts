import { type AstNode, childOf, contains } from "../../model/solidity/ast-node.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";

export const LOOPS: readonly string[] = ["ForStatement", "WhileStatement", "DoWhileStatement"];

/** Whether a place is run for each round of a loop: of its own function, or of one that calls it, at whatever remove. */
export function isRepeated(code: ContractCode, place: Place): boolean {
  return repeats(CodeIndex.of(code), place, new Set());
}

function repeats(index: CodeIndex, place: Place, seen: Set<number>): boolean {
  if (index.around(place.node).some((node) => isRound(node, place.node))) return true;
  const { id } = place.function.node;
  if (seen.has(id)) return false;
  seen.add(id);
  return index.callsOf(place.function).some((call) => repeats(index, call, seen));
}

/** All of a loop but what is run before its first round. */
function isRound(loop: AstNode, { range }: AstNode): boolean {
  if (!LOOPS.includes(loop.nodeType)) return false;
  const before = childOf(loop, "initializationExpression");
  return before === undefined || !contains(before.range, range);
}
