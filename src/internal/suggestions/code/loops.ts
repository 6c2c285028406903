import { type AstNode, childOf, contains } from "../../model/solidity/ast-node.ts";
import { callsTo, type Place } from "./calls.ts";
import type { ContractCode } from "./contract-code.ts";

const LOOPS = ["ForStatement", "WhileStatement", "DoWhileStatement"];

/** Whether a place is run for each round of a loop: of its own function, or of one that calls it, at whatever remove. */
export function isRepeated(code: ContractCode, place: Place): boolean {
  return repeats(code, place, new Set());
}

function repeats(code: ContractCode, place: Place, seen: Set<AstNode>): boolean {
  if (place.around.some((node) => isRound(node, place.node))) return true;
  if (seen.has(place.function.node)) return false;
  seen.add(place.function.node);
  return callsTo(code, place.function).some((call) => repeats(code, call, seen));
}

/** All of a loop but what is run before its first round. */
function isRound(loop: AstNode, { range }: AstNode): boolean {
  if (!LOOPS.includes(loop.nodeType)) return false;
  const before = childOf(loop, "initializationExpression");
  return before === undefined || !contains(before.range, range);
}
