import type { SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  assemblyReferences,
  childOf,
  childrenInOrder,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "./contract-code.ts";

/**
 * What an expression does with a state variable, or with an entry or a member of it.
 * - `add`, `subtract`: `+=`, `++`, `x = x + v`, and the same with minus.
 * - `update`: another compound assignment, as `*=`.
 * - `call`: a library function with it as the first argument, as `set.add(x)`.
 * - `assembly`: named in inline assembly, which may do anything with it.
 */
export type UseKind =
  | "read"
  | "assign"
  | "add"
  | "subtract"
  | "update"
  | "delete"
  | "push"
  | "pop"
  | "call"
  | "assembly";

/** A step from a variable to what is used of it. */
export type Step =
  | { readonly kind: "index"; readonly key: AstNode }
  | { readonly kind: "member"; readonly name: string };

/** One place in the code that uses a state variable. */
export interface Use {
  readonly kind: UseKind;
  readonly function: CodeFunction;
  readonly source: SourceFile;
  /** The expression that names it: `pools[id].total`. */
  readonly target: AstNode;
  /** From the variable to the target, by way of local storage pointers, too. */
  readonly steps: readonly Step[];
  /** What is done: the assignment, the `++`, the call; the target itself for a read. */
  readonly operation: AstNode;
  /** What is assigned, added, taken away; undefined for `++` and `--`, and where nothing is. */
  readonly value: AstNode | undefined;
  /** The nodes around the operation, innermost first, up to the body of the function. */
  readonly around: readonly AstNode[];
}

/** All uses of a variable in the functions and modifiers of the contract and its bases, in the order of the code. */
export function usesOf(code: ContractCode, variable: StateVariable): readonly Use[] {
  const known = remember(uses, code, () => new Map<number, readonly Use[]>());
  return remember(known, variable.node.id, () =>
    code.functions.flatMap((one) => usesIn(one, variable.node.id)),
  );
}

const uses = new WeakMap<ContractCode, Map<number, readonly Use[]>>();

/** A name in a function that stands for the variable: its own, or a pointer's. */
interface Alias {
  readonly steps: readonly Step[];
}

function usesIn(inside: CodeFunction, variable: number): Use[] {
  const aliases = new Map<number, Alias>([[variable, { steps: [] }]]);
  const found: Use[] = [];
  const visit = (node: AstNode, around: readonly AstNode[]): void => {
    learnPointer(node, aliases);
    const alias = node.nodeType === "Identifier" ? aliases.get(referenceOf(node)) : undefined;
    if (alias !== undefined) {
      const use = useOf(inside, node, alias, around);
      if (use !== undefined) found.push(use);
    }
    for (const { declaration } of assemblyReferences(node)) {
      const named = aliases.get(declaration);
      if (named === undefined) continue;
      const common = { function: inside, source: inside.source, target: node, operation: node };
      found.push({ ...common, kind: "assembly", steps: named.steps, value: undefined, around });
    }
    for (const child of childrenInOrder(node)) visit(child, [node, ...around]);
  };
  visit(inside.body, []);
  // Arguments of modifiers and base constructors stand outside of the body.
  for (const modifier of nodesIn(inside.node.fields.modifiers)) visit(modifier, []);
  return withoutOwnReads(found);
}

/** `Pool storage pool = pools[id];` and `pool = pools[id];` */
function learnPointer(node: AstNode, aliases: Map<number, Alias>): void {
  const pointer = pointerFrom(node);
  if (pointer === undefined) return;
  const { root, steps } = chainDown(pointer.value);
  const alias = root.nodeType === "Identifier" ? aliases.get(referenceOf(root)) : undefined;
  if (alias !== undefined) aliases.set(pointer.id, { steps: [...alias.steps, ...steps] });
}

function pointerFrom(node: AstNode): { id: number; value: AstNode } | undefined {
  if (node.nodeType === "VariableDeclarationStatement") {
    const [declaration, ...others] = nodesIn(node.fields.declarations);
    const value = childOf(node, "initialValue");
    const isPointer = textOf(declaration, "storageLocation") === "storage";
    if (declaration === undefined || others.length > 0 || !isPointer) return undefined;
    return value && { id: declaration.id, value };
  }
  return undefined;
}

/** From an expression down to the name that it begins with. */
function chainDown(expression: AstNode): { root: AstNode; steps: Step[] } {
  const steps: Step[] = [];
  let node = expression;
  for (;;) {
    const next = stepDown(node);
    if (next === undefined) return { root: node, steps: steps.reverse() };
    steps.push(next.step);
    node = next.base;
  }
}

function stepDown(node: AstNode): { base: AstNode; step: Step } | undefined {
  if (node.nodeType === "IndexAccess") {
    const [base, key] = [childOf(node, "baseExpression"), childOf(node, "indexExpression")];
    return base && key && { base, step: { kind: "index", key } };
  }
  if (node.nodeType === "MemberAccess") {
    const [base, name] = [childOf(node, "expression"), textOf(node, "memberName")];
    return base && name !== undefined ? { base, step: { kind: "member", name } } : undefined;
  }
  return undefined;
}

/** Undefined where a pointer is declared, which uses nothing. */
function useOf(
  inside: CodeFunction,
  name: AstNode,
  alias: Alias,
  around: readonly AstNode[],
): Use | undefined {
  let target = name;
  let outer = 0;
  const steps = [...alias.steps];
  for (const holder of around) {
    const next = stepDown(holder);
    if (next?.base.id !== target.id) break;
    // What is called is no member of the variable.
    const caller = around[outer + 1];
    const isCalled =
      next.step.kind === "member" &&
      caller?.nodeType === "FunctionCall" &&
      childOf(caller, "expression")?.id === holder.id;
    if (isCalled) break;
    steps.push(next.step);
    target = holder;
    outer++;
  }
  const rest = around.slice(outer);
  if (isPointerDeclaration(rest[0], target)) return undefined;
  const { kind, operation, value, depth } = operationOn(target, rest, inside.source);
  return {
    kind,
    function: inside,
    source: inside.source,
    target,
    steps,
    operation,
    value,
    around: rest.slice(depth),
  };
}

function isPointerDeclaration(holder: AstNode | undefined, target: AstNode): boolean {
  return holder !== undefined && pointerFrom(holder)?.value.id === target.id;
}

interface Operation {
  readonly kind: UseKind;
  readonly operation: AstNode;
  readonly value: AstNode | undefined;
  /** How many of the surrounding nodes it takes. */
  readonly depth: number;
}

function operationOn(
  target: AstNode,
  [holder, caller]: readonly AstNode[],
  source: SourceFile,
): Operation {
  const read: Operation = { kind: "read", operation: target, value: undefined, depth: 0 };
  if (holder === undefined) return read;
  switch (holder.nodeType) {
    case "Assignment":
      return childOf(holder, "leftHandSide")?.id === target.id
        ? assignment(holder, target, source)
        : read;
    case "TupleExpression":
      // (a, b) = (c, d)
      return caller?.nodeType === "Assignment" && childOf(caller, "leftHandSide")?.id === holder.id
        ? { kind: "assign", operation: caller, value: childOf(caller, "rightHandSide"), depth: 2 }
        : read;
    case "UnaryOperation": {
      const kind = UNARY[textOf(holder, "operator") ?? ""];
      return kind === undefined ? read : { kind, operation: holder, value: undefined, depth: 1 };
    }
    case "MemberAccess": {
      if (caller?.nodeType !== "FunctionCall") return read;
      const name = textOf(holder, "memberName") ?? "";
      const kind = isArrayMember(holder, name) ? name : "call";
      return { kind, operation: caller, value: nodesIn(caller.fields.arguments)[0], depth: 2 };
    }
    default:
      return read;
  }
}

const UNARY: Readonly<Record<string, UseKind>> = {
  "++": "add",
  "--": "subtract",
  delete: "delete",
};

/** Of arrays themselves; a library's function of the same name refers to its declaration. */
function isArrayMember(node: AstNode, name: string): name is "push" | "pop" {
  return (
    (name === "push" || name === "pop") && numberOf(node, "referencedDeclaration") === undefined
  );
}

function assignment(node: AstNode, target: AstNode, source: SourceFile): Operation {
  const value = childOf(node, "rightHandSide");
  const operator = textOf(node, "operator");
  if (operator === "+=") return { kind: "add", operation: node, value, depth: 1 };
  if (operator === "-=") return { kind: "subtract", operation: node, value, depth: 1 };
  if (operator !== "=") return { kind: "update", operation: node, value, depth: 1 };
  const sum = value && asSum(value, sourceText(source, target), source);
  return sum
    ? { ...sum, operation: node, depth: 1 }
    : { kind: "assign", operation: node, value, depth: 1 };
}

/** `x + v`, `v + x`, `x - v`; `x.add(v)` and `x.sub(v)` of SafeMath. */
function asSum(
  node: AstNode,
  target: string,
  source: SourceFile,
): Pick<Operation, "kind" | "value"> | undefined {
  if (node.nodeType === "FunctionCall") return asSafeMath(node, target, source);
  if (node.nodeType !== "BinaryOperation") return undefined;
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  if (left === undefined || right === undefined) return undefined;
  const [isLeft, isRight] = [left, right].map((one) => sourceText(source, one) === target);
  const operator = textOf(node, "operator");
  if (operator === "+" && isLeft) return { kind: "add", value: right };
  if (operator === "+" && isRight) return { kind: "add", value: left };
  return operator === "-" && isLeft ? { kind: "subtract", value: right } : undefined;
}

function asSafeMath(
  call: AstNode,
  target: string,
  source: SourceFile,
): Pick<Operation, "kind" | "value"> | undefined {
  const callee = childOf(call, "expression");
  const base = childOf(callee, "expression");
  if (base === undefined || sourceText(source, base) !== target) return undefined;
  const name = textOf(callee, "memberName");
  const [value] = nodesIn(call.fields.arguments);
  if (name === "add") return { kind: "add", value };
  return name === "sub" ? { kind: "subtract", value } : undefined;
}

/** The `x` on the right of `x = x + v` belongs to the sum; one in `v` does not. */
function withoutOwnReads(all: readonly Use[]): Use[] {
  const sums = all.filter(
    ({ kind, operation }) =>
      (kind === "add" || kind === "subtract") && textOf(operation, "operator") === "=",
  );
  const isOwn = (use: Use): boolean =>
    sums.some(
      ({ operation, value }) =>
        isWithin(use, childOf(operation, "rightHandSide")) && !isWithin(use, value),
    );
  return all.filter((use) => (use.kind !== "read" && use.kind !== "call") || !isOwn(use));
}

function isWithin({ operation, around }: Use, node: AstNode | undefined): boolean {
  return node !== undefined && [operation, ...around].some(({ id }) => id === node.id);
}

function referenceOf(node: AstNode): number {
  return numberOf(node, "referencedDeclaration") ?? -1;
}
