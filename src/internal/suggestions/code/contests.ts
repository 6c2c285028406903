import { type AstNode, childOf, nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import { assignedBy } from "./assigned.ts";
import { argumentsOf, calleeOf, parametersOf } from "./call-parts.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "./contract-code.ts";
import { allIn } from "./all-in.ts";
import { keysIn } from "./given-ids.ts";
import { originsOf } from "./origins.ts";
import { MSG_VALUE } from "./sources.ts";
import { usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** What a call offers is compared with a variable, and then stands in it: only the highest, or the lowest, may stay. */
export interface Contest {
  readonly function: CodeFunction;
  /** Where it is put there. */
  readonly set: AstNode;
  /** `msg.value`, `amount`. */
  readonly offer: string;
  /** The member that takes it, of a struct. */
  readonly member: string | undefined;
}

export function contestsOver(code: ContractCode, variable: StateVariable): readonly Contest[] {
  const flow = ValueFlow.of(code);
  return code.functions
    .filter(({ kind }) => kind === "function")
    .flatMap((one) => contestsIn(code, one, variable, flow));
}

function contestsIn(
  code: ContractCode,
  inside: CodeFunction,
  variable: StateVariable,
  flow: ValueFlow,
): Contest[] {
  const { node } = variable;
  const nodes = allIn(inside.body);
  const offers = nodes.flatMap(comparedIn).flatMap(([side, other]) => {
    const offer = plain(other);
    const isOffer =
      flow.depends(side, node.id) && !flow.depends(offer, node.id) && isGiven(offer, inside, flow);
    return isOffer ? [{ side, text: sourceText(inside.source, offer) }] : [];
  });
  // To what is added to, what is added is no offer.
  const replacements = nodes.filter((one) => textOf(one, "operator") === "=");
  return replacements.flatMap(assignedBy).flatMap(({ target, value }) => {
    if (!flow.rootsOf(target).has(node.id)) return [];
    const offer = [plain(value), ...nodesIn(argumentsOfStruct(value)).map(plain)]
      .map((one) => sourceText(inside.source, one))
      .find((text) =>
        offers.some(
          (one) => one.text === text && mayBeSame(code, variable, inside, [one.side, target]),
        ),
      );
    if (offer === undefined) return [];
    const member = target.nodeType === "MemberAccess" ? textOf(target, "memberName") : undefined;
    return [{ function: inside, set: target, offer, member }];
  });
}

/** Not what is put beside an entry that it was compared with, as into a list that is sorted: `orders[cursor]`, `orders[id]`. */
function mayBeSame(
  code: ContractCode,
  variable: StateVariable,
  inside: CodeFunction,
  [compared, set]: readonly [AstNode, AstNode],
): boolean {
  const uses = usesOf(code, variable).filter((use) => use.function === inside);
  const keysAt = (node: AstNode) => {
    const origins = new Set(originsOf(code, node, inside).map((one) => one.node.id));
    const [use] = uses.filter(({ target }) => origins.has(target.id));
    return use === undefined ? [] : keysIn(use);
  };
  const others = keysAt(set);
  return keysAt(compared).every((key, i) => {
    const other = others[i];
    if (other === undefined || [key, other].some((one) => one.nodeType === "Literal")) return true;
    const names = namesOf(code, key, inside);
    return namesOf(code, other, inside).some((name) => names.includes(name));
  });
}

/** All that a key may be, as it is written. */
function namesOf(code: ContractCode, key: AstNode, inside: CodeFunction): readonly string[] {
  return originsOf(code, key, inside).map(({ node, function: where }) =>
    sourceText(where.source, node),
  );
}

/** Both ways round: one side, and the other. */
function comparedIn(node: AstNode): [AstNode, AstNode][] {
  const isOrder =
    node.nodeType === "BinaryOperation" &&
    ["<", ">", "<=", ">="].includes(textOf(node, "operator") ?? "");
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  if (!isOrder || left === undefined || right === undefined) return [];
  return [
    [left, right],
    [right, left],
  ];
}

/** The caller decides about it: not time, nor what is stored alone. */
function isGiven(node: AstNode, { node: inside }: CodeFunction, flow: ValueFlow): boolean {
  const sources = flow.sourcesOf(node);
  return sources.has(MSG_VALUE) || parametersOf(inside).some(({ id }) => sources.has(id));
}

/** Without conversions: `amount` of `uint96(amount)`, `SafeCast.toUint96(amount)` and `amount.toUint96()`. */
function plain(node: AstNode): AstNode {
  const inner = withoutBrackets(node);
  const callee = calleeOf(inner);
  const [only, ...others] = argumentsOf(inner);
  if (!/^toU?int\d+$/.test(textOf(callee, "memberName") ?? "") || others.length > 0) return inner;
  const converted = only ?? childOf(callee, "expression");
  return converted === undefined ? inner : plain(converted);
}

function argumentsOfStruct(value: AstNode): unknown {
  return textOf(value, "kind") === "structConstructorCall" ? value.fields.arguments : [];
}
