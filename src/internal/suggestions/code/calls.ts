import { type AstNode, childOf, childrenOf, numberOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** A node in a function, with the nodes around it, innermost first, up to the body of the function. */
export interface Place {
  readonly function: CodeFunction;
  readonly node: AstNode;
  readonly around: readonly AstNode[];
}

/** All calls, conversions and `emit`s in the functions and modifiers of a contract and its bases, in the order of the code. */
export function callsIn(code: ContractCode): readonly Place[] {
  return placesIn(code).filter(({ node }) => node.nodeType === "FunctionCall");
}

/** Every node of the functions and modifiers. */
export function placesIn(code: ContractCode): readonly Place[] {
  return remember(known, code, () =>
    code.functions.flatMap((one) => placesUnder(one, one.body, [])),
  );
}

const known = new WeakMap<ContractCode, readonly Place[]>();

function placesUnder(inside: CodeFunction, node: AstNode, around: readonly AstNode[]): Place[] {
  const below = [...childrenOf(node)].sort((a, b) => a.range.start - b.range.start);
  return [
    { function: inside, node, around },
    ...below.flatMap((child) => placesUnder(inside, child, [node, ...around])),
  ];
}

/** What is called, without `{value: …}`: a name, or a member of something. */
export function calleeOf(call: AstNode): AstNode | undefined {
  const callee = childOf(call, "expression");
  return callee?.nodeType === "FunctionCallOptions" ? childOf(callee, "expression") : callee;
}

/** Where a function of the contract is called from its own code. Of several of one name any may be meant, by overriding. */
export function callsTo(code: ContractCode, target: CodeFunction): readonly Place[] {
  const ids = new Set(
    code.functions.filter(({ name }) => name === target.name).map(({ node }) => node.id),
  );
  return callsIn(code).filter(({ node }) => {
    const id = numberOf(calleeOf(node), "referencedDeclaration");
    return id !== undefined && ids.has(id);
  });
}
