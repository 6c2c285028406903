import { type AstNode, nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf, parametersOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { isComparison, sidesOf } from "./operators.ts";
import { originsOf } from "./origins.ts";
import { MSG_VALUE } from "./sources.ts";
import type { Use } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";

/** An entry, or a copy of it in memory, is compared with something of the call: `orders[cursor].price <= price`. */
export interface Compared {
  /** The member that is compared; undefined of an entry that is a number by itself. */
  readonly by: string | undefined;
  /** Of what the other side is made. */
  readonly given: ReadonlySet<number>;
}

export function comparedIn(code: ContractCode, use: Use): Compared | undefined {
  const all = [
    { node: use.target, by: memberOf(use) },
    ...membersOfCopy(CodeIndex.of(code), use.target),
  ].map(({ node, by }) => ({ by, given: givenComparedWith(code, node, use.function) }));
  return all.find(({ given }) => given.size > 0);
}

/** `ask.price` of `Ask memory ask = asks[cursor]`. */
function membersOfCopy(index: CodeIndex, entry: AstNode): readonly { node: AstNode; by: string }[] {
  const statement = index.parentOf(entry);
  const [copy, ...others] = nodesIn(statement?.fields.declarations);
  if (copy === undefined || others.length > 0) return [];
  if (textOf(copy, "storageLocation") !== "memory") return [];
  return index.referencesTo(copy.id).flatMap(({ node: mention }) => {
    const node = index.parentOf(mention);
    const by = node?.nodeType === "MemberAccess" ? textOf(node, "memberName") : undefined;
    return node === undefined || by === undefined ? [] : { node, by };
  });
}

/** `price` of `cursor <= price`; of what is asked whether it is the same, nothing. */
export function givenComparedWith(
  code: ContractCode,
  target: AstNode,
  inside: CodeFunction,
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
function memberOf({ steps }: Use): string | undefined {
  const last = steps.at(-1);
  return last?.kind === "member" ? last.name : undefined;
}
