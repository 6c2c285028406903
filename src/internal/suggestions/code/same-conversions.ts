import { type AstNode, textOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf } from "./call-parts.ts";
import { type CodeFunction, sourceText } from "./contract-code.ts";
import { listOf } from "./path-setting.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** `(x)`, and conversions that change nothing. */
export function withoutSameConversions(node: AstNode, inside: CodeFunction): AstNode {
  const inner =
    node.nodeType === "TupleExpression"
      ? listOf(node.fields.components)
      : textOf(node, "kind") === "typeConversion"
        ? argumentsOf(node)
        : [];
  const [only] = inner;
  if (only === undefined || inner.length !== 1) return node;
  const isSame = node.nodeType === "TupleExpression" || isSameNumber(node, only, inside);
  return isSame ? withoutSameConversions(only, inside) : node;
}

/** Not to fewer bits, but of ETH to as many as there can be, and not from what may be less than nothing. */
function isSameNumber(node: AstNode, value: AstNode, { source }: CodeFunction): boolean {
  const [, sign, least] = /^(u?)int(\d+)$/.exec(typeStringOf(value) ?? "") ?? [];
  const [, signAfter, most] = /^(u?)int(\d+)$/.exec(typeStringOf(node) ?? "") ?? [];
  if (least === undefined || most === undefined) return true;
  if (sign === "" && signAfter === "u") return false;
  const isEth = sourceText(source, withoutBrackets(value)) === "msg.value";
  return Number(most) >= Number(least) || (isEth && Number(most) >= 96);
}
