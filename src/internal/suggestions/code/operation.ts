import type { SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { sourceText } from "./contract-code.ts";

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

/** What the nodes around an expression do with it. */
export interface Operation {
  readonly kind: UseKind;
  readonly operation: AstNode;
  readonly value: AstNode | undefined;
  /** How many of the surrounding nodes it takes. */
  readonly depth: number;
}

/** The nodes around come innermost first. */
export function operationOn(
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

/** `x + v`, `v + x`, `x - v`; `x.add(v)` and `SafeMath.sub(x, v)`. */
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
  if (base === undefined) return undefined;
  const name = textOf(callee, "memberName");
  const given = nodesIn(call.fields.arguments);
  // `SafeMath.add(x, v)`, or `x.add(v)` by `using for`.
  const isNamed = typeIdentifierOf(base)?.startsWith("t_type$_t_contract") === true;
  const [sum, value] = isNamed ? given : [base, ...given];
  if (sum === undefined || sourceText(source, sum) !== target) return undefined;
  if (name === "add") return { kind: "add", value };
  return name === "sub" ? { kind: "subtract", value } : undefined;
}
