import type { SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  assemblyReferences,
  childOf,
  childrenInOrder,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { accessPath, type Step, stepDown } from "./access-path.ts";
import type { Place } from "./code-index.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "./contract-code.ts";
import { operationOn, type UseKind } from "./operation.ts";

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

/** Where it does so, with all that it does there: `pools[id].total += n`. */
export function placeOfUse({ operation, function: inside }: Use): Place {
  return { node: operation, function: inside };
}

/** All uses of a variable in the functions and modifiers of the contract and its bases, in the order of the code. */
export function usesOf(code: ContractCode, variable: StateVariable): readonly Use[] {
  const known = remember(uses, code, () => new Map<number, readonly Use[]>());
  return remember(known, variable.node.id, () =>
    code.functions.flatMap((one) => usesIn(one, variable.node)),
  );
}

/** Uses of what a storage pointer that is passed to a function points at, in that function. */
export function usesOfParameter(inside: CodeFunction, parameter: AstNode): readonly Use[] {
  return usesIn(inside, parameter);
}

const uses = new WeakMap<ContractCode, Map<number, readonly Use[]>>();

/** A name in a function that stands for the variable: its own, or a pointer's. */
interface Alias {
  readonly steps: readonly Step[];
}

function usesIn(inside: CodeFunction, declaration: AstNode): Use[] {
  const aliases = new Map<number, Alias>([[declaration.id, { steps: [] }]]);
  const isNamespace = declaration.nodeType === "StructDefinition";
  const aliasOf = (node: AstNode): Alias | undefined => {
    if (isNamespace && isPointerTo(declaration, node)) return { steps: [] };
    return node.nodeType === "Identifier" ? aliases.get(referenceOf(node)) : undefined;
  };
  const found: Use[] = [];
  const visit = (node: AstNode, around: readonly AstNode[]): void => {
    learnPointer(node, aliases, aliasOf);
    const alias = aliasOf(node);
    if (alias !== undefined) {
      const use = useOf(inside, node, alias, around);
      // A namespace as a whole is only handed on: to where its type tells it.
      if (use !== undefined && !(isNamespace && use.steps.length === 0)) found.push(use);
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

/** `$` and `_getTokenStorage()`: whatever has the type of such a pointer, as there is one struct of a namespace. */
function isPointerTo({ id }: AstNode, node: AstNode): boolean {
  if (node.nodeType !== "Identifier" && node.nodeType !== "FunctionCall") return false;
  const type = typeIdentifierOf(node) ?? "";
  return type.startsWith("t_struct$_") && type.endsWith(`_$${id}_storage_ptr`);
}

/** `Pool storage pool = pools[id];` and `pool = pools[id];` */
function learnPointer(
  node: AstNode,
  aliases: Map<number, Alias>,
  aliasOf: (node: AstNode) => Alias | undefined,
): void {
  const pointer = pointerFrom(node);
  if (pointer === undefined) return;
  const { root, steps } = accessPath(pointer.value);
  const alias = aliasOf(root);
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

/** As one writes it without pointers: `_readers[topic]`. */
export function placeOf({ name }: StateVariable, { steps, source }: Use): string {
  const parts = steps.map((step) =>
    step.kind === "member" ? `.${step.name}` : `[${sourceText(source, step.key)}]`,
  );
  return [name, ...parts].join("");
}

function referenceOf(node: AstNode): number {
  return numberOf(node, "referencedDeclaration") ?? -1;
}
