import { type AstNode, nodesIn, textOf } from "../../model/solidity/ast-node.ts";

/** `(x)`, and `payable(x)`, `address(x)`, `uint256(x)`: the same value. */
export function withoutBrackets(node: AstNode): AstNode {
  const inner =
    node.nodeType === "TupleExpression"
      ? nodesIn(node.fields.components)
      : node.nodeType === "FunctionCall" && textOf(node, "kind") === "typeConversion"
        ? nodesIn(node.fields.arguments)
        : [];
  const [only] = inner;
  return only !== undefined && inner.length === 1 ? withoutBrackets(only) : node;
}
