import type { SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  asNode,
  childrenOf,
  numberOf,
  type Range,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import type { ContractCode, Declared } from "./contract-code.ts";

/** Where a file names something that is declared in it or elsewhere. */
export interface Mention {
  readonly source: SourceFile;
  readonly range: Range;
  /** Behind a dot: `shop.nonce`, `this.nonce`, `Base.nonce`. */
  readonly isMember: boolean;
}

/** Everything that names a declaration, in all files of its compilation: AST ids are those of one. */
export function mentionsOf(
  project: readonly ContractCode[],
  { node, source }: Pick<Declared, "node" | "source">,
): readonly Mention[] {
  return compilationOf(project, source).flatMap(
    (file) => namesIn(file).mentions.get(node.id) ?? [],
  );
}

/** Another function overrides it, or it overrides one: whoever knows the other one may call it. */
export function isOverriding(
  project: readonly ContractCode[],
  { node, source }: Pick<Declared, "node" | "source">,
): boolean {
  const bases = node.fields.baseFunctions;
  const isOverride = node.fields.overrides !== undefined && node.fields.overrides !== null;
  if (isOverride || (Array.isArray(bases) && bases.length > 0)) return true;
  return compilationOf(project, source).some((file) => namesIn(file).overridden.has(node.id));
}

function compilationOf(project: readonly ContractCode[], source: SourceFile): SourceFile[] {
  const all = project.filter(({ info }) => info.sources.includes(source));
  return [...new Set(all.flatMap(({ info }) => info.sources.flatMap((file) => file ?? [])))];
}

interface Names {
  readonly mentions: Map<number, Mention[]>;
  /** AST ids of functions that others override. */
  readonly overridden: Set<number>;
}

const known = new WeakMap<SourceFile, Names>();

function namesIn(source: SourceFile): Names {
  return remember(known, source, () => {
    const names: Names = { mentions: new Map(), overridden: new Set() };
    const root = asNode(source.ast);
    if (root !== undefined) learn(root, source, names);
    return names;
  });
}

function learn(node: AstNode, source: SourceFile, names: Names): void {
  const declaration = numberOf(node, "referencedDeclaration");
  if (declaration !== undefined) {
    const isMember = textOf(node, "memberName") !== undefined;
    const mentions = names.mentions.get(declaration) ?? [];
    mentions.push({ source, range: node.range, isMember });
    names.mentions.set(declaration, mentions);
  }
  const bases = node.fields.baseFunctions;
  const ids: readonly unknown[] = Array.isArray(bases) ? bases : [];
  for (const id of ids) if (typeof id === "number") names.overridden.add(id);
  for (const child of childrenOf(node)) learn(child, source, names);
}
