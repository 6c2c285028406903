import { type AstNode, childOf, nodesIn, numberOf } from "../../model/solidity/ast-node.ts";
import { type CodeFunction, sourceText } from "./contract-code.ts";
import type { Linear } from "./linear.ts";
import { type PathState, withChanged, withLocal } from "./path-state.ts";
import { type Outcome, Unclear, type Walk } from "./path-walk.ts";

/** What one assignment or declaration sets, a tuple's parts one by one. */
export function setAll(
  walk: Walk,
  target: AstNode,
  { state, values }: Outcome,
  inside: CodeFunction,
): PathState {
  const targets =
    target.nodeType === "TupleExpression" ? listOf(target.fields.components) : [target];
  return targets.reduce<PathState>((before, one, i) => {
    if (one === undefined) return before;
    return setOne(walk, one, values.length === targets.length ? values[i] : undefined, {
      inside,
      state: before,
    });
  }, state);
}

/** A variable of a function gets a value; of all else only that it is another one. */
export function setOne(
  walk: Walk,
  target: AstNode,
  value: Linear | undefined,
  { inside, state }: { readonly inside: CodeFunction; readonly state: PathState },
): PathState {
  // It should have been known for a change.
  if (walk.books.reads.has(target.id)) throw new Unclear(sourceText(inside.source, target));
  const declaration = rootOf(target);
  const isLocal = target.nodeType === "Identifier" && state.locals.has(declaration);
  return isLocal
    ? withLocal(state, declaration, value ?? walk.fresh())
    : withChanged(state, `#${declaration}`);
}

/** The declaration that a place begins with. */
export function rootOf(node: AstNode): number {
  const base = childOf(node, "baseExpression") ?? childOf(node, "expression");
  return base === undefined ? (numberOf(node, "referencedDeclaration") ?? -1) : rootOf(base);
}

/** With gaps. */
export function listOf(value: unknown): readonly (AstNode | undefined)[] {
  return Array.isArray(value) ? value.map((one) => nodesIn([one])[0]) : [];
}
