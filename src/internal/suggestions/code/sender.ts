import {
  type AstNode,
  childOf,
  childrenOf,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { CodeIndex, type Place, argumentsOf, parametersOf } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";

/**
 * How the code names who calls, anywhere inside of an expression, by way of variables of functions and of
 * arguments, too: `msg.sender`, `_msgSender()`. Undefined where the caller is not in it for sure.
 */
export function senderIn(code: ContractCode, place: Place): string | undefined {
  return find(code, place, new Set());
}

function find(
  code: ContractCode,
  { node, function: inside }: Place,
  seen: Set<number>,
): string | undefined {
  const own = asSender(node);
  if (own !== undefined) return own;
  if (node.nodeType === "Identifier") {
    const declaration = numberOf(node, "referencedDeclaration");
    if (declaration !== undefined && !seen.has(declaration)) {
      const found = behind(code, declaration, { node, function: inside }, seen.add(declaration));
      if (found !== undefined) return found;
    }
  }
  for (const child of childrenOf(node)) {
    const found = find(code, { node: child, function: inside }, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function asSender(node: AstNode): string | undefined {
  if (node.nodeType === "MemberAccess") {
    const base = childOf(node, "expression");
    const isSender = textOf(node, "memberName") === "sender" && textOf(base, "name") === "msg";
    return isSender ? "msg.sender" : undefined;
  }
  const callee = node.nodeType === "FunctionCall" ? childOf(node, "expression") : undefined;
  return textOf(callee, "name") === "_msgSender" ? "_msgSender()" : undefined;
}

/** What a variable of a function was declared as, or what all who call the function hand it. */
function behind(
  code: ContractCode,
  declaration: number,
  { function: inside }: Place,
  seen: Set<number>,
): string | undefined {
  const index = CodeIndex.of(code);
  const value = childOf(index.statementOf(declaration), "initialValue");
  if (value !== undefined) return find(code, { node: value, function: inside }, seen);
  const place = parametersOf(inside).findIndex(({ id }) => id === declaration);
  const isEntry = inside.visibility === "public" || inside.visibility === "external";
  if (place === -1 || (isEntry && inside.kind === "function")) return undefined;
  const names = index.callsOf(inside).map((call) => {
    const argument = argumentsOf(call.node)[place];
    return argument && find(code, { node: argument, function: call.function }, seen);
  });
  const [first] = names;
  return names.every((name) => name === first) ? first : undefined;
}
