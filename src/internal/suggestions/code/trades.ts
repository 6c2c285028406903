import {
  type AstNode,
  childOf,
  textOf,
  typeIdentifierOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { contextMember } from "./call-context.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { decisionsIn } from "./decisions.ts";
import { divisorOf } from "./divisor.ts";
import { flowFrom, type ValueTrace } from "./flow.ts";
import { calleeOf } from "./call-parts.ts";
import { type Use, usesOf } from "./uses.ts";

/** One of two quantities: a variable, or a member of it. */
export interface Reserve {
  readonly variable: StateVariable;
  readonly member: string | undefined;
}

/**
 * By how much one of the two changes is reckoned from both, by a product or a quotient, whatever the time is; or what
 * is reckoned so decides whether a call is taken. So are trades. Loans are of as much as somebody asks for, and what both sums
 * decide there is an interest, which grows with time.
 */
export function areTraded(code: ContractCode, a: Reserve, b: Reserve): boolean {
  if (![a, b].every((reserve) => isAmount(code, reserve))) return false;
  const [one, other] = [a, b].map((reserve) => flowOfReads(code, reserve));
  if (one === undefined || other === undefined) return false;
  const { places } = CodeIndex.of(code);
  const products = new Set(
    places.flatMap(({ node }) =>
      isReckoned(node) && (one.carries(node) || other.carries(node)) ? [node.id] : [],
    ),
  );
  const priced = flowFrom(code, ({ id }) => products.has(id));
  const timed = flowFrom(code, (node) => CLOCKS.includes(contextMember(node) ?? ""));
  // What all owe grows by the time, and by itself: of an interest, or an index of it, nobody trades.
  const isInterest = (node: AstNode | undefined) =>
    timed.carries(node) && (one.carries(node) || other.carries(node));
  const changes = [a, b].flatMap((reserve) => usesFor(code, reserve));
  if (changes.some(({ value }) => isInterest(value))) return false;
  const isPriced = (node: AstNode | undefined) =>
    [priced, one, other].every((flow) => flow.carries(node)) && !timed.carries(node);
  return (
    changes.some(({ value }) => isPriced(value)) ||
    decisionsIn(code).some(({ condition }) => isPriced(condition))
  );
}

const CLOCKS = ["block.timestamp", "block.number"];

function flowOfReads(code: ContractCode, reserve: Reserve): ValueTrace {
  const reads = new Set(
    usesFor(code, reserve).flatMap(({ kind, target }) => (kind === "read" ? [target.id] : [])),
  );
  return flowFrom(code, ({ id }) => reads.has(id));
}

/** A number that names nothing: what is a key somewhere, as the next one of a list, is an id. */
function isAmount(code: ContractCode, reserve: Reserve): boolean {
  const index = CodeIndex.of(code);
  const uses = usesFor(code, reserve);
  const isKey = ({ id }: AstNode, holder: AstNode | undefined) =>
    childOf(holder, "indexExpression")?.id === id;
  return (
    uses.some(({ target }) => isNumber(target)) &&
    !uses.some(({ target }) => isKey(target, index.parentOf(target)))
  );
}

function isNumber(node: AstNode): boolean {
  const isOwnType = typeIdentifierOf(node)?.startsWith("t_userDefinedValueType") === true;
  return isOwnType || /^u?int\d*$/.test(typeStringOf(node) ?? "");
}

/** Of the member, or of the whole that it is in. */
function usesFor(code: ContractCode, { variable, member }: Reserve): readonly Use[] {
  return usesOf(code, variable).filter(({ steps, function: inside }) => {
    const last = steps.findLast((step) => step.kind === "member");
    return (
      inside.kind !== "constructor" &&
      (member === undefined || last === undefined || last.name === member)
    );
  });
}

/** Multiplied or divided: by an operator, or by a function that is called so. */
function isReckoned(node: AstNode): boolean {
  if (divisorOf(node) !== undefined) return true;
  if (node.nodeType === "BinaryOperation") return textOf(node, "operator") === "*";
  const callee = node.nodeType === "FunctionCall" ? calleeOf(node) : undefined;
  const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
  return /^mul/i.test(name) && childOf(node, "expression") !== undefined;
}
