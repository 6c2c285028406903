import { childOf } from "../../model/solidity/ast-node.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { decisionOf } from "./decisions.ts";
import { type NeededComparison, neededComparisons } from "./needed-comparisons.ts";
import { stepsOf } from "./requirements.ts";

/** What has to be so for each call of a function to come through, and where that is asked. */
export function entryComparisons(
  code: ContractCode,
  entry: CodeFunction,
): readonly (NeededComparison & { readonly function: CodeFunction })[] {
  return stepsOf(code, entry).flatMap(({ node, function: inside }) => {
    const decision = decisionOf(
      node.nodeType === "ExpressionStatement" ? (childOf(node, "expression") ?? node) : node,
    );
    if (decision === undefined) return [];
    return neededComparisons(decision).map((one) => ({ ...one, function: inside }));
  });
}
