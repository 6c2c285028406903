import { type AstNode, childrenOf, numberOf } from "../../model/solidity/ast-node.ts";
import { contextMember, senderName } from "./call-context.ts";
import { parametersOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import {
  type CodeFunction,
  type ContractCode,
  isEntry,
  type StateVariable,
} from "./contract-code.ts";
import { originsOf } from "./origins.ts";

/** What a value is made of. */
export type Ingredient =
  /** `msg.sender`, or `_msgSender()`. */
  | { readonly kind: "sender" }
  /** A member of `msg`, `block` or `tx` other than the sender. */
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "state"; readonly variable: StateVariable }
  /** An argument of a function that users call. */
  | { readonly kind: "argument"; readonly function: CodeFunction; readonly node: AstNode };

/** All that goes into an expression, by whatever way. More rather than less: indices count, and so do conditions. */
export function ingredientsOf(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
): readonly Ingredient[] {
  const index = CodeIndex.of(code);
  const found = new Map<string | number, Ingredient>();
  const seen = new Set<number>();
  const collect = (node: AstNode, where: CodeFunction): void => {
    for (const origin of originsOf(code, node, where)) {
      if (seen.has(origin.node.id)) continue;
      seen.add(origin.node.id);
      const [key, ingredient] = ingredientAt(code, origin.node, origin.function) ?? [];
      if (key !== undefined && ingredient !== undefined) found.set(key, ingredient);
      else for (const child of childrenOf(origin.node)) collect(child, origin.function);
      const declaration = numberOf(origin.node, "referencedDeclaration") ?? -1;
      for (const whole of index.wholesOf(declaration)) collect(whole.node, whole.function);
    }
  };
  collect(expression, inside);
  return [...found.values()];
}

/** And by what it is told from others. */
function ingredientAt(
  code: ContractCode,
  node: AstNode,
  inside: CodeFunction,
): readonly [string | number, Ingredient] | undefined {
  if (senderName(node) !== undefined) return ["msg.sender", { kind: "sender" }];
  const name = contextMember(node);
  if (name !== undefined) return [name, { kind: "context", name }];
  const declaration = numberOf(node, "referencedDeclaration");
  if (node.nodeType !== "Identifier" || declaration === undefined) return undefined;
  const isIt = (one: AstNode): boolean => one.id === declaration;
  const variable = [...code.variables, ...code.constants].find((one) => isIt(one.node));
  if (variable !== undefined) return [declaration, { kind: "state", variable }];
  const parameter = isEntry(inside) ? parametersOf(inside.node).find(isIt) : undefined;
  return parameter && [declaration, { kind: "argument", function: inside, node: parameter }];
}
