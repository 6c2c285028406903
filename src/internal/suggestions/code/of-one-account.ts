import { type AstNode, numberOf } from "../../model/solidity/ast-node.ts";
import { senderName } from "./call-context.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { entryComparisons } from "./entry-comparisons.ts";
import { keysOf } from "./entry-keys.ts";
import { ingredientsOf } from "./ingredients.ts";
import { isArgument, originsOf } from "./origins.ts";
import { type Use, usesOf } from "./uses.ts";

/**
 * Of each entry there is only one account that can do this to it by a call of this function: who calls is its key,
 * or what is stored under the same key, or for all of them, says who it is. `raised[id] -= n` behind
 * `require(ownerOf[id] == msg.sender)`.
 */
export function isOfOneAccount(code: ContractCode, use: Use, entry: CodeFunction): boolean {
  if (keysOf(code, use).some((origins) => origins.length > 0 && origins.every(isSenderItself))) {
    return true;
  }
  const keys = argumentsAsKeys(code, use);
  const isSender = (node: AstNode, inside: CodeFunction): boolean =>
    originsOf(code, node, inside).some((origin) => senderName(origin.node) !== undefined);
  const isStored = (node: AstNode, inside: CodeFunction): boolean => {
    if (isInNamespace(code, node, inside)) return true;
    const made = ingredientsOf(code, node, inside);
    return (
      made.some(({ kind }) => kind === "state") &&
      made.every((one) => {
        if (one.kind === "argument") return keys.has(one.node.id);
        return one.kind === "state";
      })
    );
  };
  return entryComparisons(code, entry).some(({ left, operator, right, function: inside }) => {
    if (operator !== "==") return false;
    return (
      (isSender(left, inside) && isStored(right, inside)) ||
      (isSender(right, inside) && isStored(left, inside))
    );
  });
}

/** `$._owner`, of a struct that stands at a slot of its own: of that there is one. */
function isInNamespace(code: ContractCode, node: AstNode, inside: CodeFunction): boolean {
  const stored = new Set(
    code.namespaces
      .flatMap((one) => usesOf(code, one))
      .filter(({ steps }) => steps.every(({ kind }) => kind === "member"))
      .map(({ target }) => target.id),
  );
  const last = originsOf(code, node, inside).filter(({ isLast }) => isLast);
  return last.length > 0 && last.every((origin) => stored.has(origin.node.id));
}

function isSenderItself({ text }: { readonly text: string }): boolean {
  return text === "msg.sender" || text === "tx.origin";
}

/** Arguments that are keys as they are: of what is reckoned from one, several may lead to one entry. */
function argumentsAsKeys(
  code: ContractCode,
  { steps, function: inside }: Use,
): ReadonlySet<number> {
  return new Set(
    steps.flatMap((step) =>
      step.kind === "index"
        ? originsOf(code, step.key, inside).flatMap(({ node, function: where, isLast }) =>
            isLast && isArgument(node, where)
              ? (numberOf(node, "referencedDeclaration") ?? [])
              : [],
          )
        : [],
    ),
  );
}
