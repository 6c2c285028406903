import { type AstNode, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";
import { originsOf } from "./origins.ts";
import { entriesTo } from "./reach.ts";

/** A number that is added or taken away somewhere; undefined: one. */
export interface Amount {
  readonly amount: AstNode | undefined;
  readonly function: CodeFunction;
}

/** Two changes of one call are by the same number, by whatever names it goes in the functions on the way. */
export function isSameAmount(code: ContractCode, a: Amount, b: Amount): boolean {
  const entries = entriesTo(code, a.function);
  if (!entriesTo(code, b.function).some((entry) => entries.includes(entry))) return false;
  const names = namesOf(code, a);
  return namesOf(code, b).some((name) => names.includes(name));
}

/** It is written as a number, which may be the same by chance. */
export function isLiteral({ amount }: Pick<Amount, "amount">): boolean {
  return amount === undefined || amount.nodeType === "Literal";
}

function namesOf(code: ContractCode, { amount, function: inside }: Amount): readonly string[] {
  if (amount === undefined) return ["1"];
  return originsOf(code, amount, inside).map(({ node, function: where }) => {
    const declaration = numberOf(node, "referencedDeclaration") ?? -1;
    if (node.nodeType === "Identifier" && declaration >= 0) return `#${declaration}`;
    const text = sourceText(where.source, node);
    // One for the whole call; all else means something in its function only.
    if (text === "msg.value") return text;
    return node.nodeType === "Literal"
      ? (textOf(node, "value") ?? text)
      : `${where.node.id} ${text}`;
  });
}
