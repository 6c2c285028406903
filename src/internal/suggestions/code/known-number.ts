import { type AstNode, childOf, numberOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { originsOf } from "./origins.ts";

/** What a literal, what the compiler reckons from literals, or a constant of the contract is. */
export function knownNumber(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
): bigint | undefined {
  const [origin, ...others] = originsOf(code, expression, inside).filter(({ isLast }) => isLast);
  if (origin === undefined || others.length > 0) return undefined;
  const { node } = origin;
  const id = numberOf(node, "referencedDeclaration");
  const constant =
    node.nodeType === "Identifier" ? code.constants.find((one) => one.node.id === id) : undefined;
  return constantValue(constant === undefined ? node : childOf(constant.node, "value"));
}

/** Its type says what it is, unless it is too long. */
function constantValue(node: AstNode | undefined): bigint | undefined {
  const digits = /^int_const (\d+)$/.exec(typeStringOf(node) ?? "")?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}
