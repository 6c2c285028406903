import { type AstNode, numberOf } from "../../model/solidity/ast-node.ts";
import { accessPath } from "./access-path.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { keysIn } from "./given-ids.ts";
import { LOOPS } from "./loops.ts";
import { isBeside } from "./order-of-list.ts";
import { comparedIn, isPut } from "./put-in-order.ts";
import { changingEntriesTo } from "./reach.ts";
import type { SortedList } from "./sorted-lists.ts";
import { type Use, usesOf } from "./uses.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * An array that grows, and in which what is new goes where it belongs: those behind it move up by one, as long as they
 * are higher, or lower.
 */
export function sortedArrayOf(code: ContractCode, variable: StateVariable): SortedList | undefined {
  if (!variable.type.endsWith("[]") || variable.type.startsWith("mapping(")) return undefined;
  const uses = usesOf(code, variable);
  const shifts = uses.filter((use) => isShift(variable, use));
  if (shifts.length === 0 || !uses.some(({ kind }) => kind === "push")) return undefined;
  for (const use of uses) {
    if (use.kind !== "read" || keysIn(use).length === 0) continue;
    const compared = comparedIn(code, use);
    if (compared === undefined) continue;
    const inside = uses.filter((one) => one.function === use.function);
    const isInserted =
      inside.some((one) => shifts.includes(one) && loopOf(one)?.id === loopOf(use)?.id) &&
      inside.some((one) => keysIn(one).length > 0 && isPut(code, variable, one, compared.given));
    if (!isInserted) continue;
    const inserting = changingEntriesTo(code, use.function);
    const by = compared.by ?? "value";
    return { entries: variable, sorting: variable, by, inserting };
  }
  return undefined;
}

/** `list[i] = list[i - 1]`, `list[i + 1] = list[i]`, in a loop. */
function isShift({ node }: StateVariable, use: Use): boolean {
  const { kind, value } = use;
  if (kind !== "assign" || value === undefined || loopOf(use) === undefined) return false;
  const { root, steps } = accessPath(withoutBrackets(value));
  const [from] = steps.flatMap((step) => (step.kind === "index" ? step.key : []));
  const [to] = keysIn(use);
  if (numberOf(root, "referencedDeclaration") !== node.id || !from || !to) return false;
  return isBeside(from, [to]) || isBeside(to, [from]);
}

function loopOf({ around }: Use): AstNode | undefined {
  return around.find(({ nodeType }) => LOOPS.includes(nodeType));
}
