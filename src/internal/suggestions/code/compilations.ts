import type { SourceFile } from "../../model/contract.ts";
import { asNode, type AstNode } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { allIn } from "./all-in.ts";
import type { ContractCode, Declared } from "./contract-code.ts";

/** The sources of one compilation, and the AST id that a declaration has in it. */
export interface Compilation {
  readonly sources: readonly SourceFile[];
  readonly id: number;
}

/** The compilations that have a declaration, its own first: AST ids are those of one. */
export function compilationsOf(
  project: readonly ContractCode[],
  { node, source }: Pick<Declared, "node" | "source">,
): readonly Compilation[] {
  // The sources of one compilation are one list.
  const lists = [...new Set(project.map(({ info }) => info.sources))].map((list) =>
    list.flatMap((one) => one ?? []),
  );
  const own = lists.filter((list) => list.includes(source));
  const others = lists.filter((list) => !list.includes(source));
  return [
    ...own.map((sources) => ({ sources, id: node.id })),
    ...others.flatMap((sources) => {
      const file = sources.find(({ path }) => path === source.path);
      const same = file && declarationsIn(file).get(keyOf(node));
      return same === undefined ? [] : [{ sources, id: same }];
    }),
  ];
}

const known = new WeakMap<SourceFile, ReadonlyMap<string, number>>();

/** Ids of what stands in a file, by place and kind. */
function declarationsIn(source: SourceFile): ReadonlyMap<string, number> {
  return remember(known, source, () => {
    const root = asNode(source.ast);
    return new Map(root === undefined ? [] : allIn(root).map((node) => [keyOf(node), node.id]));
  });
}

function keyOf({ nodeType, range }: AstNode): string {
  return `${nodeType} ${range.start}`;
}
