import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { parametersOf } from "./call-parts.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** One place that runs a function or modifier of the contract. */
export interface CallSite {
  readonly caller: CodeFunction;
  /** In the order of the parameters. */
  readonly arguments: readonly AstNode[];
}

/**
 * The places that may run this function: by its name, with as many arguments, as which of several runs is up to
 * overriding and `super`.
 */
export function callSitesOf(code: ContractCode, target: CodeFunction): readonly CallSite[] {
  const { length } = parametersOf(target.node);
  return (remember(sites, code, () => sitesIn(code)).get(target.name) ?? []).filter(
    (site) => site.arguments.length === length,
  );
}

/** All functions and modifiers of the contract that a reference to this one may run, itself too. */
export function calledBy(code: ContractCode, id: number): readonly CodeFunction[] {
  const named = code.functions.find(({ node }) => node.id === id);
  if (named === undefined) return [];
  const { length } = parametersOf(named.node);
  return code.functions.filter(
    (one) => one.name === named.name && parametersOf(one.node).length === length,
  );
}

/** What a call or the head of a function runs, if that is a function or a modifier of the contract. */
export function invocationOf(
  code: ContractCode,
  node: AstNode,
):
  { readonly called: readonly CodeFunction[]; readonly arguments: readonly AstNode[] } | undefined {
  const name =
    node.nodeType === "FunctionCall"
      ? childOf(node, "expression")
      : node.nodeType === "ModifierInvocation"
        ? childOf(node, "modifierName")
        : undefined;
  const id = numberOf(name, "referencedDeclaration");
  const called = id === undefined ? [] : calledBy(code, id);
  const [first] = called;
  if (first === undefined) return undefined;
  return { called, arguments: inOrder(node, parametersOf(first.node)) };
}

const sites = new WeakMap<ContractCode, ReadonlyMap<string, readonly CallSite[]>>();

function sitesIn(code: ContractCode): ReadonlyMap<string, readonly CallSite[]> {
  const found = new Map<string, CallSite[]>();
  for (const caller of code.functions) {
    const visit = (node: AstNode): void => {
      const invocation = invocationOf(code, node);
      const name = invocation?.called[0]?.name;
      if (invocation !== undefined && name !== undefined) {
        const site = { caller, arguments: invocation.arguments };
        found.set(name, [...(found.get(name) ?? []), site]);
      }
      childrenOf(node).forEach(visit);
    };
    visit(caller.node);
  }
  return found;
}

/** `f({b: 1, a: 2})` names them. */
function inOrder({ fields }: AstNode, parameters: readonly AstNode[]): readonly AstNode[] {
  const given = nodesIn(fields.arguments);
  const names: readonly unknown[] = Array.isArray(fields.names) ? fields.names : [];
  if (names.length === 0) return given;
  return parameters.flatMap((one) => given[names.indexOf(textOf(one, "name"))] ?? []);
}
