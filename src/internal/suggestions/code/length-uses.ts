import { nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import { calleeOf } from "./call-parts.ts";
import type { Use } from "./uses.ts";

/**
 * Uses of lists as if their length were a number: who pushes adds one to it, who pops takes one away, and what is
 * emptied is set to nothing. What hangs on a number can be asked of it then.
 */
export function lengthUses(uses: readonly Use[]): readonly Use[] {
  return uses.flatMap((use): Use[] => {
    if (isLength(use) || use.kind === "delete") return [use];
    if (use.kind === "push") return [moved(use, "add")];
    return use.kind === "pop" ? [moved(use, "subtract")] : [];
  });
}

/** The same for sets of a library that can be enumerated. */
export function countUses(uses: readonly Use[]): readonly Use[] {
  return uses.flatMap((use): Use[] => {
    const call = use.kind === "call" ? use.operation : use.around[0];
    const name = functionOn(use);
    if (call === undefined || name === undefined) return [];
    if (name === "length") return [{ ...use, kind: "read", target: call, operation: call }];
    if (name === "add" || name === "set") return [moved(use, "add")];
    return name === "remove" ? [moved(use, "subtract")] : [];
  });
}

/** `list.length` */
export function isLength({ kind, steps }: Use): boolean {
  const last = steps.at(-1);
  return kind === "read" && last?.kind === "member" && last.name === "length";
}

/** `add` of `set.add(x)`, and of `EnumerableSet.add(set, x)`. */
export function functionOn({ kind, operation, target, around: [holder] }: Use): string | undefined {
  if (kind === "call") return textOf(calleeOf(operation), "memberName");
  if (kind !== "read" || holder?.nodeType !== "FunctionCall") return undefined;
  const [first] = nodesIn(holder.fields.arguments);
  return first?.id === target.id ? textOf(calleeOf(holder), "memberName") : undefined;
}

/** What the call gives is not the length: by no id of its own nothing is made of it. */
function moved(use: Use, kind: "add" | "subtract"): Use {
  const operation = { ...use.operation, id: NOWHERE };
  return { ...use, kind, operation, value: undefined };
}

const NOWHERE = Number.NaN;
