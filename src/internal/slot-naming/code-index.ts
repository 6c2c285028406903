import type { SourceFile } from "../model/contract.ts";
import {
  asNode,
  assemblyReferences,
  childOf,
  childrenOf,
  contains,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
  type AstNode,
  type Range,
} from "../model/solidity/ast-node.ts";
import { evaluate } from "./constants.ts";
import { remember } from "../primitives/remember.ts";

/** What the code of one source file says at which place. */
export interface CodeIndex {
  readonly functions: readonly NamedRange[];
  /** Public state variables: reading one is a call of a function of its name. */
  readonly getters: readonly NamedRange[];
  readonly contracts: readonly NamedRange[];
  /** Uses of declared names, and state variables where they are declared. */
  readonly references: readonly Reference[];
  /** Assignments, `++`, `--` and `delete`, with the range of what they change. */
  readonly assignments: readonly { readonly range: Range; readonly target: Range }[];
  /** References to what is assigned, deleted, pushed to or popped from, and those in inline assembly. */
  readonly changes: readonly Reference[];
  /** Local variables and parameters that point into storage. */
  readonly pointers: readonly number[];
  /** Inline assembly, and calls that give a storage pointer: what they access is not told by names. */
  readonly indirect: readonly Range[];
  /** Values of the numbers in the code. */
  readonly literals: readonly bigint[];
  /** Names that occur in the brackets of `x[…]`; a member with its point, too. */
  readonly indexNames: readonly { readonly range: Range; readonly name: string }[];
  /** What stands in those brackets. */
  readonly indices: readonly AstNode[];
}

export interface NamedRange {
  readonly name: string;
  readonly range: Range;
}

/** In place of a declaration: something reached by an index from a local storage pointer, which may be anything. */
export const POINTED_AT = -2;

export interface Reference {
  readonly declaration: number;
  readonly range: Range;
}

const indices = new WeakMap<SourceFile, CodeIndex>();

/** Walks the whole AST of the file once; later calls are free. */
export function codeIndexOf(source: SourceFile): CodeIndex {
  return remember(indices, source, () => {
    const index = {
      functions: [],
      getters: [],
      contracts: [],
      references: [],
      assignments: [],
      changes: [],
      pointers: [],
      indirect: [],
      literals: [],
      indexNames: [],
      indices: [],
    };
    const root = asNode(source.ast);
    if (root !== undefined) visit(root, undefined, index);
    return index;
  });
}

/** The smallest of the ranges that holds this one. */
export function innermost<T extends { readonly range: Range }>(
  items: readonly T[],
  range: Range,
): T | undefined {
  return items
    .filter((item) => contains(item.range, range))
    .reduce<T | undefined>(
      (best, item) => (best && length(best.range) <= length(item.range) ? best : item),
      undefined,
    );
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

function visit(node: AstNode, contract: string | undefined, index: Mutable<CodeIndex>): void {
  collect(node, contract, index);
  const inside = node.nodeType === "ContractDefinition" ? textOf(node, "name") : contract;
  for (const child of childrenOf(node)) visit(child, inside, index);
}

function collect(node: AstNode, contract: string | undefined, index: Mutable<CodeIndex>): void {
  const { range } = node;
  switch (node.nodeType) {
    case "ContractDefinition":
      index.contracts.push({ name: textOf(node, "name") ?? "", range });
      break;
    case "FunctionDefinition":
    case "ModifierDefinition": {
      const name = functionName(node);
      index.functions.push({ name: contract === undefined ? name : `${contract}.${name}`, range });
      break;
    }
    case "VariableDeclaration":
      collectVariable(node, contract, index);
      break;
    case "Identifier":
    case "MemberAccess": {
      const declaration = numberOf(node, "referencedDeclaration");
      if (declaration !== undefined) index.references.push({ declaration, range });
      break;
    }
    case "InlineAssembly":
      index.indirect.push(range);
      for (const { declaration, range } of assemblyReferences(node)) {
        const reference = { declaration: pointedAt(declaration, index), range };
        index.references.push(reference);
        index.changes.push(reference);
      }
      break;
    case "Literal":
      collectLiteral(node, index);
      break;
    case "FunctionCall": {
      const callee = childOf(node, "expression");
      const name = textOf(callee, "memberName");
      if (pointsIntoStorage(node)) index.indirect.push(range);
      if (name === "push" || name === "pop") collectChanges(childOf(callee, "expression"), index);
      break;
    }
    case "Assignment":
    case "UnaryOperation": {
      const target = childOf(node, "leftHandSide") ?? childOf(node, "subExpression");
      if (textOf(node, "operator") === "-") collectLiteral(node, index);
      if (target === undefined || !changesTarget(node)) break;
      index.assignments.push({ range, target: target.range });
      collectChanges(target, index);
      break;
    }
    case "IndexAccess": {
      const base = numberOf(childOf(node, "baseExpression"), "referencedDeclaration") ?? -1;
      if (index.pointers.includes(base)) {
        index.references.push({ declaration: POINTED_AT, range });
      }
      const inside = childOf(node, "indexExpression");
      if (inside !== undefined) index.indices.push(inside);
      collectIndexNames(inside, index);
      break;
    }
  }
}

function collectVariable(
  node: AstNode,
  contract: string | undefined,
  index: Mutable<CodeIndex>,
): void {
  if (textOf(node, "storageLocation") === "storage") index.pointers.push(node.id);
  if (node.fields.stateVariable !== true || contract === undefined) return;
  index.references.push({ declaration: node.id, range: node.range });
  if (textOf(node, "visibility") !== "public") return;
  index.getters.push({ name: `${contract}.${textOf(node, "name") ?? ""}`, range: node.range });
}

function pointsIntoStorage(node: AstNode): boolean {
  const type = typeStringOf(node) ?? "";
  return type.endsWith("storage pointer") || type.startsWith("mapping(");
}

function changesTarget(node: AstNode): boolean {
  const operator = textOf(node, "operator");
  return (
    node.nodeType === "Assignment" ||
    operator === "++" ||
    operator === "--" ||
    operator === "delete"
  );
}

/** `accounts` and `debt` of `accounts[owner].debt`, but not `owner`. */
function collectChanges(target: AstNode | undefined, index: Mutable<CodeIndex>): void {
  if (target === undefined) return;
  for (const component of nodesIn(target.fields.components)) collectChanges(component, index);
  const declaration = numberOf(target, "referencedDeclaration");
  if (declaration !== undefined) {
    index.changes.push({ declaration: pointedAt(declaration, index), range: target.range });
  }
  if (target.nodeType === "IndexAccess") collectChanges(childOf(target, "baseExpression"), index);
  // A member tells by itself what is changed, whatever the pointer is that it is reached by.
  const inner = childOf(target, "expression");
  const isPointer = index.pointers.includes(numberOf(inner, "referencedDeclaration") ?? -1);
  if (target.nodeType === "MemberAccess" && !isPointer) collectChanges(inner, index);
}

/** Pointers are declared before they are used, so they are known by then. */
function pointedAt(declaration: number, index: Mutable<CodeIndex>): number {
  return index.pointers.includes(declaration) ? POINTED_AT : declaration;
}

function collectLiteral(node: AstNode, index: Mutable<CodeIndex>): void {
  const word = evaluate(node);
  if (word !== undefined) index.literals.push(word);
}

function collectIndexNames(node: AstNode | undefined, index: Mutable<CodeIndex>): void {
  if (node === undefined) return;
  const name = textOf(node, "name") ?? textOf(node, "memberName");
  if (name !== undefined) index.indexNames.push({ range: node.range, name });
  if (node.nodeType === "MemberAccess") {
    index.indexNames.push({ range: node.range, name: `.${name ?? ""}` });
    // A length is not what is in the list.
    if (name === "length") return;
  }
  for (const child of childrenOf(node)) collectIndexNames(child, index);
}

/** Constructor, receive and fallback have no name of their own. */
function functionName(node: AstNode): string {
  const name = textOf(node, "name") ?? "";
  return name === "" ? (textOf(node, "kind") ?? "") : name;
}

function length(range: Range): number {
  return range.end - range.start;
}
