import {
  type AstNode,
  asNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { calleeOf } from "./call-parts.ts";
import { callsIn, type Place, placesIn } from "./calls.ts";
import type { ContractCode } from "./contract-code.ts";

/** Where the code of a contract looks at its own ETH: itself, or by a function of a library that does. */
export function looksAtBalance(code: ContractCode): readonly Place[] {
  return remember(known, code, () => {
    const libraries = libraryFunctions(code);
    const own = placesIn(code).filter(({ node }) => isOwnBalance(node));
    const byLibrary = callsIn(code).filter(({ node }) =>
      looks(calledFrom(node, libraries), libraries),
    );
    return [...own, ...byLibrary];
  });
}

const known = new WeakMap<ContractCode, readonly Place[]>();

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

type Functions = ReadonlyMap<number, AstNode>;

function libraryFunctions({ info }: ContractCode): Functions {
  const libraries = info.sources.flatMap((source) =>
    nodesIn(asNode(source?.ast)?.fields.nodes).filter(
      (node) => textOf(node, "contractKind") === "library",
    ),
  );
  const functions = libraries.flatMap((library) =>
    nodesIn(library.fields.nodes).filter(({ nodeType }) => nodeType === "FunctionDefinition"),
  );
  return new Map(functions.map((node) => [node.id, node]));
}

function calledFrom(call: AstNode, functions: Functions): AstNode | undefined {
  const id = numberOf(calleeOf(call), "referencedDeclaration");
  return id === undefined ? undefined : functions.get(id);
}

function looks(
  called: AstNode | undefined,
  functions: Functions,
  seen = new Set<AstNode>(),
): boolean {
  if (called === undefined || seen.has(called)) return false;
  seen.add(called);
  const visit = (node: AstNode): boolean =>
    isOwnBalance(node) ||
    (node.nodeType === "FunctionCall" && looks(calledFrom(node, functions), functions, seen)) ||
    childrenOf(node).some(visit);
  return visit(called);
}
