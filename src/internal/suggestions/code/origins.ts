import { type AstNode, numberOf } from "../../model/solidity/ast-node.ts";
import { parametersOf, passedTo } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { type CodeFunction, type ContractCode, isEntry } from "./contract-code.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** An expression that a value may come from, and the function that it stands in. */
export interface Origin extends Place {
  /** It may come from nowhere else: nothing more is known of it, or it is an argument of the call. */
  readonly isLast: boolean;
}

/**
 * Where the value of an expression may come from: the expression itself first, then what was assigned or added
 * to the local variable that it names, what callers pass for a parameter, what a function of the contract
 * returns, and so on. What an operation or a call of a library is made of is asked of `ingredientsOf`.
 */
export function originsOf(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
): readonly Origin[] {
  const index = CodeIndex.of(code);
  const found = new Map<number, Origin>();
  const add = (node: AstNode, where: CodeFunction): void => {
    const plain = withoutBrackets(node);
    if (found.has(plain.id)) return;
    const further = behind(index, plain, where);
    const isLast = further.length === 0 || isArgument(plain, where);
    found.set(plain.id, { node: plain, function: where, isLast });
    for (const next of further) add(next.node, next.function);
  };
  add(expression, inside);
  return [...found.values()];
}

/** A parameter of a function that users call. */
export function isArgument(node: AstNode, inside: CodeFunction): boolean {
  const declaration = numberOf(node, "referencedDeclaration");
  return isEntry(inside) && parametersOf(inside.node).some(({ id }) => id === declaration);
}

/** One step of it: what is assigned, passed or returned. */
export function behind(index: CodeIndex, node: AstNode, inside: CodeFunction): readonly Place[] {
  if (node.nodeType === "FunctionCall") {
    return index.calledBy(node).flatMap((one) => index.returnsOf(one));
  }
  const declaration = numberOf(node, "referencedDeclaration");
  if (node.nodeType !== "Identifier" || declaration === undefined) return [];
  const position = parametersOf(inside.node).findIndex(({ id }) => id === declaration);
  const passed = index.callsOf(inside).flatMap((call) => {
    const value = passedTo(call.node, inside.node)[position];
    return value === undefined ? [] : [{ node: value, function: call.function }];
  });
  return [...index.valuesOf(declaration), ...passed];
}
