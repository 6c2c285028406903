import type { ContractInfo, SourceFile } from "../model/contract.ts";
import {
  asNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
  type AstNode,
} from "../model/solidity/ast-node.ts";
import { remember } from "../primitives/remember.ts";

/** How values get into the variables of functions, in all sources of a compilation. By AST ids. */
export interface ValueFlow {
  /** What is assigned to a local variable, and for a parameter what is passed for it. */
  valuesOf(declaration: number): readonly AstNode[];
  /** A parameter of a function that can be called from outside. */
  parameter(declaration: number): AstNode | undefined;
  functionOf(id: number): AstNode | undefined;
}

const known = new WeakMap<ContractInfo["sources"], ValueFlow>();

export function valueFlowOf({ sources }: ContractInfo): ValueFlow {
  return remember(known, sources, () => join(sources.flatMap((one) => (one ? partOf(one) : []))));
}

/** What one file says. */
interface Part {
  readonly functions: AstNode[];
  readonly assignments: { readonly declaration: number; readonly value: AstNode }[];
  readonly calls: Call[];
  readonly stateVariables: number[];
}

interface Call {
  readonly callee: number;
  readonly values: readonly AstNode[];
  /** Of `f({ to: x })`. */
  readonly names: readonly unknown[];
}

const parts = new WeakMap<SourceFile, Part>();

function partOf(source: SourceFile): Part {
  return remember(parts, source, () => {
    const part: Part = { functions: [], assignments: [], calls: [], stateVariables: [] };
    const root = asNode(source.ast);
    if (root !== undefined) visit(root, part);
    return part;
  });
}

function visit(node: AstNode, part: Part): void {
  collect(node, part);
  for (const child of childrenOf(node)) visit(child, part);
}

function collect(node: AstNode, part: Part): void {
  switch (node.nodeType) {
    case "FunctionDefinition":
    case "ModifierDefinition":
      part.functions.push(node);
      break;
    case "VariableDeclaration":
      if (node.fields.stateVariable === true) part.stateVariables.push(node.id);
      break;
    case "VariableDeclarationStatement": {
      const value = childOf(node, "initialValue");
      if (value === undefined) break;
      for (const { id } of nodesIn(node.fields.declarations)) {
        part.assignments.push({ declaration: id, value });
      }
      break;
    }
    case "Assignment": {
      const value = childOf(node, "rightHandSide");
      const target = childOf(node, "leftHandSide");
      if (value !== undefined && target !== undefined) collectTargets(target, value, part);
      break;
    }
    case "FunctionCall": {
      const callee = childOf(node, "expression");
      const id = numberOf(callee, "referencedDeclaration");
      if (id === undefined) break;
      const base = callee?.nodeType === "MemberAccess" ? childOf(callee, "expression") : undefined;
      const passed = nodesIn(node.fields.arguments);
      const values = base === undefined ? passed : [base, ...passed];
      const names: readonly unknown[] = Array.isArray(node.fields.names) ? node.fields.names : [];
      part.calls.push({ callee: id, values, names: base === undefined ? names : ["", ...names] });
      break;
    }
    case "ModifierInvocation":
    case "InheritanceSpecifier": {
      const callee = childOf(node, "modifierName") ?? childOf(node, "baseName");
      const id = numberOf(callee, "referencedDeclaration");
      const values = nodesIn(node.fields.arguments);
      if (id !== undefined && values.length > 0) part.calls.push({ callee: id, values, names: [] });
      break;
    }
  }
}

/** `(a, b) = …` is taken for both. */
function collectTargets(target: AstNode, value: AstNode, part: Part): void {
  for (const one of nodesIn(target.fields.components)) collectTargets(one, value, part);
  const declaration = numberOf(target, "referencedDeclaration");
  if (target.nodeType === "Identifier" && declaration !== undefined) {
    part.assignments.push({ declaration, value });
  }
}

function join(all: readonly Part[]): ValueFlow {
  const functions = new Map(all.flatMap((part) => part.functions.map((one) => [one.id, one])));
  const calls = new Map<number, Call[]>();
  for (const call of all.flatMap((part) => part.calls)) append(calls, call.callee, call);
  // What is stored is no longer what somebody passes.
  const stored = new Set(all.flatMap((part) => part.stateVariables));
  const values = new Map<number, AstNode[]>();
  for (const { declaration, value } of all.flatMap((part) => part.assignments)) {
    if (!stored.has(declaration)) append(values, declaration, value);
  }
  const open = new Map<number, AstNode>();
  for (const one of functions.values()) {
    const parameters = nodesIn(childOf(one, "parameters")?.fields.parameters);
    // A call of a function that is overridden is one of this.
    const called = [...namesOf(one, functions)].flatMap((id) => calls.get(id) ?? []);
    for (const [i, parameter] of parameters.entries()) {
      if (isOpen(one)) open.set(parameter.id, parameter);
      for (const call of called) {
        const value = call.values[placeIn(call, i, parameters)];
        if (value !== undefined) append(values, parameter.id, value);
      }
    }
  }
  return {
    valuesOf: (declaration) => values.get(declaration) ?? [],
    parameter: (declaration) => open.get(declaration),
    functionOf: (id) => functions.get(id),
  };
}

/** Of `x.f(y)` it is `x` that is the first, by `using for`, or `y`, by the name of a contract. */
function placeIn({ values, names }: Call, index: number, parameters: readonly AstNode[]): number {
  const named = names.indexOf(textOf(parameters[index], "name"));
  if (named >= 0) return named;
  return values.length > parameters.length ? index + 1 : index;
}

/** Its own id, those of what it overrides, and for a constructor that of its contract. */
function namesOf(node: AstNode, functions: ReadonlyMap<number, AstNode>): ReadonlySet<number> {
  const names = new Set([node.id]);
  if (textOf(node, "kind") === "constructor") names.add(numberOf(node, "scope") ?? -1);
  // A set yields what is added during the loop.
  for (const id of names) {
    const { baseFunctions, baseModifiers } = functions.get(id)?.fields ?? {};
    for (const bases of [baseFunctions, baseModifiers]) {
      for (const base of numbersIn(bases)) names.add(base);
    }
  }
  return names;
}

function numbersIn(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}

function isOpen(node: AstNode): boolean {
  const visibility = textOf(node, "visibility");
  return (
    node.nodeType === "FunctionDefinition" &&
    (visibility === "external" || visibility === "public" || textOf(node, "kind") === "constructor")
  );
}

function append<T>(lists: Map<number, T[]>, id: number, item: T): void {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [item]);
  else list.push(item);
}

/** A struct, an array or a mapping in storage, or a pointer to one. */
export function isInStorage(node: AstNode | undefined): boolean {
  const type = typeStringOf(node) ?? "";
  return type.startsWith("mapping(") || / storage (?:ref|pointer)/.test(type);
}
