import { type AstNode, childOf, childrenOf, nodesIn } from "../../model/solidity/ast-node.ts";
import { contextMember } from "./call-context.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { isArgument, originsOf } from "./origins.ts";

/**
 * Who calls, or the block, has a say in this value: an argument, `msg.value`, `block.timestamp`, alone or
 * reckoned with. What is looked up under such a key is not given, but stored.
 */
export function isGivenByCaller(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
): boolean {
  const seen = new Set<number>();
  const isGiven = (part: AstNode, of: CodeFunction): boolean =>
    originsOf(code, part, of).some(({ node, function: where, isLast }) => {
      // A sum that goes on in a loop comes from itself, too.
      if (seen.has(node.id)) return false;
      seen.add(node.id);
      if (contextMember(node) !== undefined || (isLast && isArgument(node, where))) return true;
      return partsOf(node).some((one) => isGiven(one, where));
    });
  return isGiven(expression, inside);
}

/** What it is reckoned from. */
function partsOf(node: AstNode): readonly AstNode[] {
  switch (node.nodeType) {
    case "BinaryOperation":
    case "UnaryOperation":
    case "Conditional":
    case "TupleExpression":
      return childrenOf(node);
    case "FunctionCall": {
      // With `using for`, what stands before the name is an argument, too.
      const before = childOf(childOf(node, "expression"), "expression");
      return [...(before === undefined ? [] : [before]), ...nodesIn(node.fields.arguments)];
    }
    default:
      return [];
  }
}
