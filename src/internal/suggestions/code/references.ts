import {
  type AstNode,
  asNode,
  assemblyReferences,
  childrenOf,
  nodesIn,
  numberOf,
} from "../../model/solidity/ast-node.ts";
import type { SourceFile } from "../../model/contract.ts";
import type { ContractCode, Declared } from "./contract-code.ts";

/** A node that refers to a declaration, and its file. */
export interface Reference {
  readonly node: AstNode;
  readonly source: SourceFile;
}

/**
 * All that refers to a declaration, in the sources of each compilation that has it: other contracts, calls of a
 * getter, and `override` lists too. Each place once.
 */
export function referencesTo(
  project: readonly ContractCode[],
  { node, source }: Pick<Declared, "node" | "source">,
): readonly Reference[] {
  const places = new Map<string, Reference>();
  // The sources of one compilation are one list; AST ids are those of one compilation.
  const compilations = new Map(
    project.flatMap(({ info, bases, functions, variables }) => {
      const found = [...bases, ...functions, ...variables].find(
        (one) =>
          one.source.path === source.path &&
          one.node.nodeType === node.nodeType &&
          one.node.range.start === node.range.start,
      );
      return found === undefined ? [] : [[info.sources, found.node.id] as const];
    }),
  );
  for (const [sources, id] of compilations) {
    for (const one of sources) {
      const units = one === undefined ? [] : nodesIn(asNode(one.ast)?.fields.nodes);
      for (const unit of units) {
        for (const reference of referring(unit, id)) {
          if (one === undefined) continue;
          const { start, end } = reference.range;
          places.set(`${one.path} ${start} ${end}`, { node: reference, source: one });
        }
      }
    }
  }
  return [...places.values()];
}

function referring(node: AstNode, id: number): AstNode[] {
  const isOne =
    numberOf(node, "referencedDeclaration") === id ||
    assemblyReferences(node).some(({ declaration }) => declaration === id);
  const below = childrenOf(node).flatMap((child) => referring(child, id));
  return isOne ? [node, ...below] : below;
}
