import { type AstNode, childrenOf } from "../../model/solidity/ast-node.ts";

/** A node and all that is in it, the outer ones first. */
export function allIn(node: AstNode): readonly AstNode[] {
  return [node, ...childrenOf(node).flatMap(allIn)];
}
