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
import { MSG_VALUE } from "./sources.ts";
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
    .flatMap((one) => contestsIn(one, variable, flow));
}

function contestsIn(inside: CodeFunction, { node }: StateVariable, flow: ValueFlow): Contest[] {
  const nodes = allIn(inside.body);
  const offers = new Set(
    nodes.flatMap(comparedIn).flatMap(([side, other]) => {
      const offer = plain(other);
      const isOffer =
        flow.depends(side, node.id) &&
        !flow.depends(offer, node.id) &&
        isGiven(offer, inside, flow);
      return isOffer ? [sourceText(inside.source, offer)] : [];
    }),
  );
  // To what is added to, what is added is no offer.
  const replacements = nodes.filter((one) => textOf(one, "operator") === "=");
  return replacements.flatMap(assignedBy).flatMap(({ target, value }) => {
    if (!flow.rootsOf(target).has(node.id)) return [];
    const offer = [plain(value), ...nodesIn(argumentsOfStruct(value)).map(plain)]
      .map((one) => sourceText(inside.source, one))
      .find((text) => offers.has(text));
    if (offer === undefined) return [];
    const member = target.nodeType === "MemberAccess" ? textOf(target, "memberName") : undefined;
    return [{ function: inside, set: target, offer, member }];
  });
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
