import { type AstNode, childrenInOrder, numberOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { calleeOf } from "./call-parts.ts";
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
  return [
    { function: inside, node, around },
    ...childrenInOrder(node).flatMap((child) => placesUnder(inside, child, [node, ...around])),
  ];
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
