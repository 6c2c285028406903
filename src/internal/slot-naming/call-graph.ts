import type { ContractInfo, SourceFile } from "../model/contract.ts";
import {
  asNode,
  childOf,
  childrenOf,
  numberOf,
  textOf,
  typeIdentifierOf,
  type AstNode,
  type Range,
} from "../model/solidity/ast-node.ts";
import { innermost } from "./code-index.ts";
import { definitionOf } from "../model/solidity/declarations.ts";
import { remember } from "../primitives/remember.ts";
import type { SourcePosition } from "./source-position.ts";

/** What may run in one call of a contract: rather too much than too little. */
export interface Reachable {
  /** False only where the position is in a function that cannot run. */
  has(position: SourcePosition): boolean;
  readonly functions: readonly Callable[];
}

/** A function, a modifier, or the getter of a public state variable. */
export interface Callable {
  readonly id: number;
  /** `receive` and `fallback`, too. */
  readonly name: string;
  /** AST id; undefined for a function at the top level of a file. */
  readonly contract: number | undefined;
  readonly isGetter: boolean;
  readonly source: SourceFile;
  readonly range: Range;
  /** AST ids of what is named inside. */
  readonly references: number[];
}

/**
 * What may run when this function of the contract is called. Undefined when that is not known: for
 * libraries, whose callers pass them storage, and when there is no such function.
 */
export function reachableFrom(contract: ContractInfo, entry: string): Reachable | undefined {
  const graph = remember(graphs, contract, () => createGraph(contract));
  if (!graph.own.some(({ name }) => name === entry)) return undefined;
  return remember(graph.reachable, entry, () => createReachable(closure(graph, entry)));
}

interface CallGraph {
  readonly byId: ReadonlyMap<number, Callable>;
  /** Those of the contract and of what it inherits from. */
  readonly own: readonly Callable[];
  /** AST ids of functions that are used as values: a variable may hold them and be called anywhere. */
  readonly values: readonly number[];
  readonly reachable: Map<string, Reachable>;
}

const graphs = new WeakMap<ContractInfo, CallGraph>();

function createGraph(contract: ContractInfo): CallGraph {
  const definition = definitionOf(contract);
  const isLibrary = textOf(definition, "contractKind") === "library";
  const linearized = isLibrary ? [] : definition?.fields.linearizedBaseContracts;
  const bases = new Set<unknown>(Array.isArray(linearized) ? linearized : []);
  const files = contract.sources.flatMap((source) => (source ? callablesIn(source) : []));
  const all = files.flatMap(({ callables }) => callables);
  return {
    byId: new Map(all.map((callable) => [callable.id, callable])),
    own: all.filter((callable) => bases.has(callable.contract)),
    values: files.flatMap(({ values }) => values),
    reachable: new Map(),
  };
}

function closure({ byId, own, values }: CallGraph, entry: string): ReadonlySet<Callable> {
  const reached = new Set(own.filter(({ name }) => name === entry));
  const reach = (id: number) => {
    const target = byId.get(id);
    if (target === undefined || target.isGetter) return;
    // Which of them runs is up to overriding and `super`.
    if (!own.includes(target)) reached.add(target);
    else own.filter((one) => one.name === target.name && !one.isGetter).forEach(add);
  };
  const add = (callable: Callable) => reached.add(callable);
  values.forEach(reach);
  // A set yields what is added during the loop.
  for (const { references } of reached) references.forEach(reach);
  return reached;
}

function createReachable(reached: ReadonlySet<Callable>): Reachable {
  return {
    functions: [...reached],
    has: ({ source, range }) => {
      const { callables } = callablesIn(source);
      const around = innermost(callables, range);
      return around === undefined || reached.has(around);
    },
  };
}

interface FileCallables {
  readonly callables: Callable[];
  readonly values: number[];
}

const inFiles = new WeakMap<SourceFile, FileCallables>();

function callablesIn(source: SourceFile): FileCallables {
  return remember(inFiles, source, () => {
    const found: FileCallables = { callables: [], values: [] };
    const root = asNode(source.ast);
    if (root !== undefined) visit(root, { source, found });
    return found;
  });
}

interface Surroundings {
  readonly source: SourceFile;
  readonly found: FileCallables;
  readonly contract?: number;
  readonly callable?: Callable;
  /** The node that holds this one. */
  readonly parent?: AstNode;
}

function visit(node: AstNode, around: Surroundings): void {
  const { found, contract, callable } = around;
  const own = callable ? undefined : callableFrom(node, around);
  if (own !== undefined) found.callables.push(own);
  for (const id of [numberOf(node, "referencedDeclaration"), numberOf(node, "function")]) {
    if (id === undefined) continue;
    callable?.references.push(id);
    if (isValue(node, around.parent)) found.values.push(id);
  }
  const inside = {
    ...around,
    ...(node.nodeType === "ContractDefinition" ? { contract: node.id } : { contract }),
    ...(own && { callable: own }),
    parent: node,
  };
  for (const child of childrenOf(node)) visit(child, inside as Surroundings);
}

function callableFrom(
  node: AstNode,
  { source, contract, callable }: Surroundings,
): Callable | undefined {
  const isGetter =
    node.nodeType === "VariableDeclaration" &&
    node.fields.stateVariable === true &&
    textOf(node, "visibility") === "public";
  const isFunction =
    node.nodeType === "FunctionDefinition" || node.nodeType === "ModifierDefinition";
  if (callable !== undefined || (!isGetter && !isFunction)) return undefined;
  const { id, range } = node;
  const name = textOf(node, "name") ?? "";
  const shown = name === "" ? (textOf(node, "kind") ?? "") : name;
  return { id, name: shown, contract, isGetter, source, range, references: [] };
}

/** An internal function that is named without being called. */
function isValue(node: AstNode, parent: AstNode | undefined): boolean {
  if (typeIdentifierOf(node)?.startsWith("t_function_internal") !== true) return false;
  const holder = childOf(parent, "expression");
  const isCalledOrSelected =
    (parent?.nodeType === "FunctionCall" || parent?.nodeType === "MemberAccess") &&
    holder?.id === node.id;
  return !isCalledOrSelected;
}
