import { type AstNode, textOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf, parametersOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { isComparison, sidesOf } from "./operators.ts";
import { originsOf } from "./origins.ts";
import { MSG_VALUE } from "./sources.ts";
import type { Use } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";

/** What the call offers of that with which an entry is compared: `price` of `orders[cursor].price <= price`. */
export function givenComparedWith(
  code: ContractCode,
  { target, function: inside }: Use,
): ReadonlySet<number> {
  const comparison = CodeIndex.of(code).parentOf(target);
  if (comparison === undefined || !isComparison(comparison)) return new Set();
  if (["==", "!="].includes(textOf(comparison, "operator") ?? "")) return new Set();
  const sides = sidesOf(comparison).filter(({ id }) => id !== target.id);
  return new Set(sides.flatMap((side) => [...givenIn(code, side, inside)]));
}

/**
 * An entry comes to hold what was compared: it is put where it belongs. What was asked for by it only, as room that
 * has to be enough, is held by none.
 */
export function isPut(
  code: ContractCode,
  sorting: StateVariable,
  use: Use,
  given: ReadonlySet<number>,
): boolean {
  const { kind, value, function: inside } = use;
  // What is left of an entry is no entry of its own.
  const isLeft = (node: AstNode) => ValueFlow.of(code).depends(node, sorting.node.id);
  if ((kind !== "assign" && kind !== "push") || value === undefined) return false;
  return originsOf(code, value, inside).some(({ node, function: where }) => {
    const isStruct = textOf(node, "kind") === "structConstructorCall";
    return (isStruct ? argumentsOf(node) : [node]).some(
      (one) => !isLeft(one) && [...givenIn(code, one, where)].some((source) => given.has(source)),
    );
  });
}

/** Arguments of the call, by way of what functions are called with. */
function givenIn(code: ContractCode, node: AstNode, inside: CodeFunction): ReadonlySet<number> {
  const flow = ValueFlow.of(code);
  return new Set(
    originsOf(code, node, inside).flatMap((one) => {
      const given = new Set([MSG_VALUE, ...parametersOf(one.function.node).map(({ id }) => id)]);
      return [...flow.sourcesOf(one.node)].filter((source) => given.has(source));
    }),
  );
}

/** `price` of `orders[id].price`. */
export function memberOf({ steps }: Use): string | undefined {
  const last = steps.at(-1);
  return last?.kind === "member" ? last.name : undefined;
}
