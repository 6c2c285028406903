import { type AstNode, childrenOf, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { contextMember } from "./call-context.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";
import { originsOf } from "./origins.ts";
import type { Use } from "./uses.ts";

/** What names an entry in the code. */
export interface EntryKey {
  /**
   * - `sender`: `msg.sender`, of whoever calls, or what is computed from it.
   * - `fixed`: a state variable, a constant, an immutable, a literal or the contract itself: the same for all.
   * - `other`: an argument, or what is looked up.
   */
  readonly kind: "sender" | "fixed" | "other";
  readonly text: string;
}

/** All that the keys of a use come from in the end, one list for each key, in the order of the brackets. */
export function keysOf(
  code: ContractCode,
  { steps, function: inside }: Use,
): readonly EntryKey[][] {
  return steps.flatMap((step) =>
    step.kind === "index"
      ? [
          originsOf(code, step.key, inside)
            .filter(({ isLast }) => isLast)
            .map(({ node, function: where }): EntryKey => {
              const text = sourceText(where.source, node);
              return { kind: kindOf(code, node, where), text };
            }),
        ]
      : [],
  );
}

function kindOf(code: ContractCode, node: AstNode, inside: CodeFunction): EntryKey["kind"] {
  if (isSender(node) || isComputedFromSender(code, node, inside)) return "sender";
  if (node.nodeType === "Literal" || textOf(node, "name") === "this") return "fixed";
  const declaration = numberOf(node, "referencedDeclaration");
  const isStored = [...code.variables, ...code.constants].some(
    ({ node: { id }, type }) => id === declaration && !/^mapping|\[\]$/.test(type),
  );
  return node.nodeType === "Identifier" && isStored ? "fixed" : "other";
}

function isSender(node: AstNode): boolean {
  return ["msg.sender", "tx.origin"].includes(contextMember(node) ?? "");
}

/** `uint160(msg.sender) % 16`, `keccak256(abi.encode(msg.sender, id))`; not what is looked up under it. */
function isComputedFromSender(code: ContractCode, node: AstNode, inside: CodeFunction): boolean {
  if (node.nodeType === "IndexAccess") return false;
  return childrenOf(node).some(
    (child) =>
      originsOf(code, child, inside).some((origin) => isSender(origin.node)) ||
      isComputedFromSender(code, child, inside),
  );
}
