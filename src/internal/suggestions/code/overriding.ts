import type { SourceFile } from "../../model/contract.ts";
import { asNode, type AstNode } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { allIn } from "./all-in.ts";
import { compilationsOf } from "./compilations.ts";
import type { ContractCode, Declared } from "./contract-code.ts";

/** Another function overrides it, or it overrides one: whoever knows the other one may call it. */
export function isOverriding(
  project: readonly ContractCode[],
  declared: Pick<Declared, "node" | "source">,
): boolean {
  const { fields } = declared.node;
  const isOverride = fields.overrides !== undefined && fields.overrides !== null;
  if (isOverride || basesOf(declared.node).length > 0) return true;
  return compilationsOf(project, declared).some(({ sources, id }) =>
    sources.some((source) => overriddenIn(source).has(id)),
  );
}

const known = new WeakMap<SourceFile, ReadonlySet<unknown>>();

/** AST ids of functions that some in this file override. */
function overriddenIn(source: SourceFile): ReadonlySet<unknown> {
  return remember(known, source, () => {
    const root = asNode(source.ast);
    return new Set(root === undefined ? [] : allIn(root).flatMap(basesOf));
  });
}

function basesOf({ fields }: AstNode): readonly unknown[] {
  return Array.isArray(fields.baseFunctions) ? fields.baseFunctions : [];
}
