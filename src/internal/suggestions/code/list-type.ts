import { type AstNode, typeStringOf } from "../../model/solidity/ast-node.ts";

/** A list of things: `uint256[]`, `struct Order[] calldata`. */
export function isList(node: AstNode | undefined): boolean {
  return /\[\d*\]( (storage|memory|calldata)( (ref|pointer|slice))?)?$/.test(
    typeStringOf(node) ?? "",
  );
}
