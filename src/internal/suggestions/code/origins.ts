import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { calleeOf, parametersOf } from "./call-parts.ts";
import { callsTo, placesIn } from "./calls.ts";
import {
  type CodeFunction,
  type ContractCode,
  isEntry,
  type StateVariable,
} from "./contract-code.ts";

/** Where a value comes from. */
export type Origin =
  /** `msg.sender`, or `_msgSender()`. */
  | { readonly kind: "sender" }
  /** A member of `msg` or `block` other than the sender. */
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "state"; readonly variable: StateVariable }
  /** An argument of a function that users call. */
  | { readonly kind: "argument"; readonly function: CodeFunction; readonly node: AstNode };

/**
 * All that an expression of a function is made of: through local variables, and through parameters from the
 * functions that call it. More rather than less: indices count, and every assignment of a local variable does.
 */
export function originsOf(
  code: ContractCode,
  inside: CodeFunction,
  expression: AstNode,
): readonly Origin[] {
  const found: Origin[] = [];
  collect({ code, found, seen: new Set() }, inside, expression);
  return found;
}

/** The element of a list: `uint256[]`, `struct Order[] calldata`. */
export function isList(node: AstNode | undefined): boolean {
  return /\[\d*\]( (storage|memory|calldata)( (ref|pointer|slice))?)?$/.test(
    typeStringOf(node) ?? "",
  );
}

interface Search {
  readonly code: ContractCode;
  readonly found: Origin[];
  /** Declarations that were followed. */
  readonly seen: Set<number>;
}

function collect(search: Search, inside: CodeFunction, node: AstNode): void {
  const member = contextMember(node);
  if (member !== undefined) {
    search.found.push(
      member === "msg.sender" ? { kind: "sender" } : { kind: "context", name: member },
    );
    return;
  }
  if (node.nodeType === "FunctionCall" && textOf(calleeOf(node), "name") === "_msgSender") {
    search.found.push({ kind: "sender" });
    return;
  }
  const declaration = numberOf(node, "referencedDeclaration");
  if (node.nodeType === "Identifier" && declaration !== undefined)
    follow(search, inside, declaration);
  for (const child of childrenOf(node)) collect(search, inside, child);
}

/** `msg.value`, `block.number`. */
export function contextMember(node: AstNode): string | undefined {
  if (node.nodeType !== "MemberAccess") return undefined;
  const base = childOf(node, "expression");
  const name = base?.nodeType === "Identifier" ? textOf(base, "name") : undefined;
  const isContext = name === "msg" || name === "block" || name === "tx";
  return isContext ? `${name}.${textOf(node, "memberName") ?? ""}` : undefined;
}

function follow(search: Search, inside: CodeFunction, declaration: number): void {
  const { code, found, seen } = search;
  if (seen.has(declaration)) return;
  seen.add(declaration);
  const variable = [...code.variables, ...code.constants].find(
    ({ node }) => node.id === declaration,
  );
  if (variable !== undefined) {
    found.push({ kind: "state", variable });
    return;
  }
  const parameters = parametersOf(inside.node);
  const position = parameters.findIndex(({ id }) => id === declaration);
  const parameter = parameters[position];
  if (parameter !== undefined) {
    if (isEntry(inside)) found.push({ kind: "argument", function: inside, node: parameter });
    for (const { function: caller, node } of callsTo(code, inside)) {
      const argument = argumentAt(node, position, parameters.length);
      if (argument !== undefined) collect(search, caller, argument);
    }
  }
  for (const value of valuesOf(code, inside, declaration)) collect(search, inside, value);
}

/** Of `x.f(a)` with `using for`, x is the first one. */
function argumentAt(call: AstNode, position: number, parameters: number): AstNode | undefined {
  const listed = nodesIn(call.fields.arguments);
  const base = childOf(calleeOf(call), "expression");
  const all = listed.length < parameters && base !== undefined ? [base, ...listed] : listed;
  return all[position];
}

/** What a local variable is set to anywhere in the function. */
function valuesOf(code: ContractCode, inside: CodeFunction, declaration: number): AstNode[] {
  return placesIn(code).flatMap(({ function: one, node }) => {
    if (one !== inside) return [];
    if (node.nodeType === "VariableDeclarationStatement") {
      const isDeclared = nodesIn(node.fields.declarations).some(({ id }) => id === declaration);
      return isDeclared ? (childOf(node, "initialValue") ?? []) : [];
    }
    if (node.nodeType === "Assignment") {
      const target = childOf(node, "leftHandSide");
      const isTarget = numberOf(target, "referencedDeclaration") === declaration;
      return isTarget ? (childOf(node, "rightHandSide") ?? []) : [];
    }
    return [];
  });
}
