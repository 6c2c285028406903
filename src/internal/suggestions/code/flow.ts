import { type AstNode, childrenOf } from "../../model/solidity/ast-node.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { ForwardWalk } from "./forward-walk.ts";

/** What values get into within one call. */
export interface ValueTrace {
  /** The expression has to do with one of them. */
  carries(node: AstNode | undefined): boolean;
}

/**
 * Follows what is read at some places through the functions of a contract, as `sinksOf` does. It asks whether, not
 * how: a part of a value, what is looked up or called with it, or what it decides, counts for it.
 */
export function flowFrom(code: ContractCode, isSource: (node: AstNode) => boolean): ValueTrace {
  const sources = CodeIndex.of(code).places.filter(({ node }) => isSource(node));
  const { reached } = new ForwardWalk(code, sources, "influence");
  const carries = (node: AstNode | undefined): boolean =>
    node !== undefined && (reached.has(node.id) || childrenOf(node).some(carries));
  return { carries };
}
