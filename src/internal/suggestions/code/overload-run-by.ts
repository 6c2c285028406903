import {
  type AstNode,
  childOf,
  numberOf,
  typeIdentifierOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { calleeOf, parametersOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** Which of several functions of one name a call runs; undefined where it cannot be told, or is none with a body. */
export function overloadRunBy(
  code: ContractCode,
  call: AstNode,
  inside: CodeFunction,
): CodeFunction | undefined {
  const all = calleesOf(code, call);
  const [only] = all;
  if (all.length < 2) return only;
  const callee = calleeOf(call);
  const id = numberOf(callee, "referencedDeclaration");
  const named = all.find(({ node }) => node.id === id);
  if (named === undefined) return undefined;
  const same = all.filter((one) => typesOf(one) === typesOf(named));
  const base = typeIdentifierOf(childOf(callee, "expression")) ?? "";
  if (base.startsWith("t_type$")) return named;
  if (!base.startsWith("t_super$")) return same[0];
  // The next one behind the caller, the most derived first.
  const place = code.functions.indexOf(inside);
  return same.find(
    (one) => code.functions.indexOf(one) > place && one.contract !== inside.contract,
  );
}

function typesOf({ node }: CodeFunction): string {
  return parametersOf(node)
    .map((one) => typeStringOf(one) ?? "")
    .join(", ");
}
