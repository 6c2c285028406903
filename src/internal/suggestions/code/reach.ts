import { type AstNode, childrenOf, numberOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { type CodeFunction, type ContractCode, isEntry } from "./contract-code.ts";

/**
 * The public and external functions of the contract that may run this one: itself, those that call it, and
 * those that have it as a modifier. In the order of the code; a function that overrides another counts for it.
 */
export function entriesTo(code: ContractCode, target: CodeFunction): readonly CodeFunction[] {
  const callers = remember(graphs, code, () => callersIn(code));
  const reached = new Set([target]);
  for (const one of reached) callers.get(one.name)?.forEach((caller) => reached.add(caller));
  return code.functions.filter((one) => reached.has(one) && isEntry(one));
}

/** A function that users call and that may change the state. */
export function changingEntriesTo(
  code: ContractCode,
  target: CodeFunction,
): readonly CodeFunction[] {
  return entriesTo(code, target).filter(({ isView }) => !isView);
}

const graphs = new WeakMap<ContractCode, ReadonlyMap<string, readonly CodeFunction[]>>();

/** By the name of what is called: which of several of one name runs is up to overriding and `super`. */
function callersIn({ functions }: ContractCode): ReadonlyMap<string, readonly CodeFunction[]> {
  const byId = new Map(functions.map((one) => [one.node.id, one]));
  const callers = new Map<string, CodeFunction[]>();
  for (const caller of functions) {
    for (const id of referencesIn(caller.node)) {
      const called = byId.get(id);
      if (called === undefined) continue;
      const known = callers.get(called.name) ?? [];
      if (!known.includes(caller)) known.push(caller);
      callers.set(called.name, known);
    }
  }
  return callers;
}

function referencesIn(node: AstNode): number[] {
  const own = numberOf(node, "referencedDeclaration");
  return [...(own === undefined ? [] : [own]), ...childrenOf(node).flatMap(referencesIn)];
}
