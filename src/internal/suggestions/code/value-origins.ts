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
import { callSitesOf, invocationOf } from "./call-sites.ts";
import { type CodeFunction, type ContractCode, isEntry } from "./contract-code.ts";

/** An expression that a value may come from, and the function that it stands in. */
export interface Origin {
  readonly node: AstNode;
  readonly function: CodeFunction;
  /** It may come from nowhere else: nothing more is known of it, or it is an argument of the call. */
  readonly isLast: boolean;
}

type Place = Pick<Origin, "node" | "function">;

/**
 * Where the value of an expression may come from: the expression itself first, then what was assigned or added
 * to the local variable that it names, what callers pass for a parameter, what a function of the contract
 * returns, and so on.
 */
export function originsOf(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
): readonly Origin[] {
  const found = new Map<number, Origin>();
  const add = (node: AstNode, where: CodeFunction): void => {
    const plain = withoutBrackets(node);
    if (found.has(plain.id)) return;
    const further = behind(code, plain, where);
    const isLast = further.length === 0 || isArgument(plain, where);
    found.set(plain.id, { node: plain, function: where, isLast });
    for (const next of further) add(next.node, next.function);
  };
  add(expression, inside);
  return [...found.values()];
}

/** `(x)`, and `payable(x)`, `address(x)`, `uint256(x)`: the same value. */
export function withoutBrackets(node: AstNode): AstNode {
  const inner =
    node.nodeType === "TupleExpression"
      ? nodesIn(node.fields.components)
      : node.nodeType === "FunctionCall" && textOf(node, "kind") === "typeConversion"
        ? nodesIn(node.fields.arguments)
        : [];
  const [only] = inner;
  return only !== undefined && inner.length === 1 ? withoutBrackets(only) : node;
}

/** A parameter of a function that users call. */
function isArgument(node: AstNode, inside: CodeFunction): boolean {
  const declaration = numberOf(node, "referencedDeclaration");
  return isEntry(inside) && parametersOf(inside.node).some(({ id }) => id === declaration);
}

function behind(code: ContractCode, node: AstNode, inside: CodeFunction): readonly Place[] {
  if (node.nodeType === "FunctionCall") {
    const called = invocationOf(code, node)?.called ?? [];
    return called.flatMap((one) =>
      returnedFrom(one).map((value) => ({ node: value, function: one })),
    );
  }
  if (node.nodeType !== "Identifier") return [];
  const declaration = numberOf(node, "referencedDeclaration") ?? -1;
  const assigned = remember(assignments, inside, () => assignmentsIn(inside)).get(declaration);
  const position = parametersOf(inside.node).findIndex(({ id }) => id === declaration);
  const passed = callSitesOf(code, inside).flatMap(({ caller, arguments: given }) => {
    const value = given[position];
    return value === undefined ? [] : [{ node: value, function: caller }];
  });
  return [...(assigned ?? []).map((value) => ({ node: value, function: inside })), ...passed];
}

const assignments = new WeakMap<CodeFunction, ReadonlyMap<number, readonly AstNode[]>>();

/** What is assigned or added to local variables, by their declarations. */
function assignmentsIn({ node: whole }: CodeFunction): ReadonlyMap<number, readonly AstNode[]> {
  const found = new Map<number, AstNode[]>();
  const add = (declaration: number, value: AstNode | undefined): void => {
    if (value !== undefined) found.set(declaration, [...(found.get(declaration) ?? []), value]);
  };
  const visit = (node: AstNode): void => {
    if (node.nodeType === "VariableDeclarationStatement") {
      const [only, ...others] = nodesIn(node.fields.declarations);
      if (only !== undefined && others.length === 0) add(only.id, childOf(node, "initialValue"));
    } else if (node.nodeType === "Assignment") {
      const target = childOf(node, "leftHandSide");
      const declaration = numberOf(target, "referencedDeclaration");
      const isSimple = ["=", "+="].includes(textOf(node, "operator") ?? "");
      if (target?.nodeType === "Identifier" && declaration !== undefined && isSimple) {
        add(declaration, childOf(node, "rightHandSide"));
      }
    }
    childrenOf(node).forEach(visit);
  };
  visit(whole);
  return found;
}

function returnedFrom({ body }: CodeFunction): readonly AstNode[] {
  const found: AstNode[] = [];
  const visit = (node: AstNode): void => {
    const value = node.nodeType === "Return" ? childOf(node, "expression") : undefined;
    if (value !== undefined) found.push(value);
    childrenOf(node).forEach(visit);
  };
  visit(body);
  return found;
}
