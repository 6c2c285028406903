import { type AstNode, childOf, nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { allIn } from "./all-in.ts";
import { calleesOf } from "./callees.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { reachableFrom } from "./reachable.ts";

/** Where the code of a contract looks at its own ETH: itself, or by a function of a library that does. */
export function looksAtBalance(code: ContractCode): readonly Place[] {
  return remember(known, code, () => {
    const { places } = CodeIndex.of(code);
    const own = places.filter(({ node }) => isOwnBalance(node));
    return [...own, ...places.filter(({ node }) => isByLibrary(code, node))];
  });
}

const known = new WeakMap<ContractCode, readonly Place[]>();

function isByLibrary(code: ContractCode, call: AstNode): boolean {
  const called = calleesOf(code, call).filter((one) => !code.functions.includes(one));
  return reachableFrom(code, called).some(({ body }) => allIn(body).some(isOwnBalance));
}

/** `address(this).balance`, `payable(this).balance`; in assembly `selfbalance()`, `balance(address())`. */
export function isOwnBalance(node: AstNode): boolean {
  if (node.nodeType === "MemberAccess" && textOf(node, "memberName") === "balance") {
    return isThis(childOf(node, "expression"));
  }
  if (node.nodeType !== "YulFunctionCall") return false;
  const name = yulName(node);
  if (name === "selfbalance") return true;
  const [argument] = nodesIn(node.fields.arguments);
  return name === "balance" && argument !== undefined && yulName(argument) === "address";
}

function yulName(node: AstNode): string | undefined {
  return textOf(childOf(node, "functionName"), "name");
}

function isThis(node: AstNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.nodeType === "Identifier") return textOf(node, "name") === "this";
  const [argument] = nodesIn(node.fields.arguments);
  return textOf(node, "kind") === "typeConversion" && isThis(argument);
}
