import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { divisorOf } from "./divisor.ts";
import { flowFrom } from "./flow.ts";
import { isGivenByCaller } from "./given-by-caller.ts";
import { usesOf } from "./uses.ts";

/**
 * A sum of shares prices them: what somebody brings is multiplied with it, or what there is divided by it. A sum of
 * what was paid out is only added to what there is still.
 */
export function pricesShares(code: ContractCode, sum: StateVariable): boolean {
  const reads = new Set(
    usesOf(code, sum).flatMap(({ kind, target }) => (kind === "read" ? [target.id] : [])),
  );
  const flow = flowFrom(code, ({ id }) => reads.has(id));
  return CodeIndex.of(code).places.some(({ node, function: inside }) => {
    if (flow.carries(divisorOf(node))) return true;
    const factors = factorsIn(node);
    return factors.some(
      (one) =>
        flow.carries(one) &&
        factors.some((other) => other !== one && isGivenByCaller(code, other, inside)),
    );
  });
}

/** `a * b`, `a.mul(b)`, and the first two of `mulDiv`. */
function factorsIn(node: AstNode): readonly AstNode[] {
  if (node.nodeType === "BinaryOperation" && textOf(node, "operator") === "*") {
    return [childOf(node, "leftExpression"), childOf(node, "rightExpression")].flatMap(
      (one) => one ?? [],
    );
  }
  const callee = calleeOf(node);
  const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
  if (!/^mul/i.test(name)) return [];
  const base = childOf(callee, "expression");
  return [...(base === undefined ? [] : [base]), ...argumentsOf(node)].slice(0, 3);
}
