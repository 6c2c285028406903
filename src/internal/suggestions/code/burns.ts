import {
  type AstNode,
  childOf,
  contains,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { parametersOf, passedTo } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { entriesTo } from "./reach.ts";
import type { Use } from "./uses.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * What OpenZeppelin's tokens do where something goes to nobody (`if (to == address(0))`), in a contract in which
 * nothing that users call burns any: all else that gets there has refused to send to nobody.
 */
export function isOfBurnsThatAreNone(code: ContractCode, use: Use): boolean {
  const { source, function: inside } = use;
  if (source.isExternal !== true || !source.path.startsWith("@openzeppelin/")) return false;
  const index = CodeIndex.of(code);
  const receiver = nobodyAt(use);
  if (receiver === undefined) return false;
  const calls = index
    .callsOf(inside)
    .filter(
      (call) => call.function.name !== inside.name && entriesTo(code, call.function).length > 0,
    );
  return calls.every(({ node, function: by }) => {
    const given = passedTo(node, inside.node)[receiver];
    return by.source.isExternal === true && given !== undefined && !isNobody(given);
  });
}

/** The place of the parameter that is nobody there: of `from`, within `if (from == address(0))`. */
export function nobodyAt({ function: inside, operation, around }: Use): number | undefined {
  const parameters = parametersOf(inside.node);
  return around.flatMap((node) => {
    const body = node.nodeType === "IfStatement" ? childOf(node, "trueBody") : undefined;
    const isInside = body !== undefined && contains(body.range, operation.range);
    const compared = isInside ? comparedWithNobody(childOf(node, "condition")) : undefined;
    const place = parameters.findIndex(({ id }) => id === compared);
    return place === -1 ? [] : [place];
  })[0];
}

/** The variable of `to == address(0)`. */
function comparedWithNobody(condition: AstNode | undefined): number | undefined {
  if (textOf(condition, "operator") !== "==") return undefined;
  const [left, right] = [
    childOf(condition, "leftExpression"),
    childOf(condition, "rightExpression"),
  ];
  return right !== undefined && isNobody(right)
    ? numberOf(left, "referencedDeclaration")
    : undefined;
}

/** `address(0)` */
export function isNobody(node: AstNode): boolean {
  const plain = withoutBrackets(node);
  return plain.nodeType === "Literal" && textOf(plain, "value") === "0";
}
