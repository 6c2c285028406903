import type { SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  asNode,
  assemblyReferences,
  numberOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { allIn } from "./all-in.ts";
import { compilationsOf } from "./compilations.ts";
import type { ContractCode, Declared } from "./contract-code.ts";

/** Where a file names something that is declared in it or elsewhere; of inline assembly all of it. */
export interface Mention {
  readonly node: AstNode;
  readonly source: SourceFile;
}

/**
 * All that names a declaration, in the sources of each compilation that has it: other contracts, calls of a
 * getter, and `override` lists too. Each place once. Within the functions of one contract `CodeIndex` has them.
 */
export function mentionsOf(
  project: readonly ContractCode[],
  declared: Pick<Declared, "node" | "source">,
): readonly Mention[] {
  const places = new Map<string, Mention>();
  for (const { sources, id } of compilationsOf(project, declared)) {
    for (const source of sources) {
      for (const node of mentionsIn(source).get(id) ?? []) {
        const { start, end } = node.range;
        const place = `${source.path} ${start} ${end}`;
        if (!places.has(place)) places.set(place, { node, source });
      }
    }
  }
  return [...places.values()];
}

const known = new WeakMap<SourceFile, ReadonlyMap<number, readonly AstNode[]>>();

/** By what they name. */
function mentionsIn(source: SourceFile): ReadonlyMap<number, readonly AstNode[]> {
  return remember(known, source, () => {
    const found = new Map<number, AstNode[]>();
    const root = asNode(source.ast);
    for (const node of root === undefined ? [] : allIn(root)) {
      const own = numberOf(node, "referencedDeclaration");
      const inAssembly = assemblyReferences(node).map(({ declaration }) => declaration);
      for (const declaration of new Set(own === undefined ? inAssembly : [own, ...inAssembly])) {
        remember(found, declaration, () => []).push(node);
      }
    }
    return found;
  });
}
