import { childOf, textOf } from "../../model/solidity/ast-node.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { isRunBy } from "./used-beside.ts";
import { placeOfUse, usesOf } from "./uses.ts";

/**
 * Calls of this function ask for what is stored there whatever else holds: not as one of several ways in, as
 * `msg.sender == owner() || operators[msg.sender]` does, nor in a branch, nor behind another answer.
 */
export function isAskedAlone(
  code: ContractCode,
  variable: StateVariable,
  entry: CodeFunction,
): boolean {
  const index = CodeIndex.of(code);
  const isAlone = ({ node, function: inside }: Place, seen: ReadonlySet<CodeFunction>): boolean => {
    if (!isRunBy(code, [entry], inside) || seen.has(inside)) return true;
    const path = [node, ...index.around(node)];
    const isOneOfSeveral = path.some((one, i) => {
      const operator = textOf(one, "operator");
      if (operator === "||" || operator === "&&" || one.nodeType === "Conditional") return true;
      return one.nodeType === "IfStatement" && childOf(one, "condition")?.id !== path[i - 1]?.id;
    });
    if (isOneOfSeveral || index.returnsOf(inside).length > 1) return false;
    const within = new Set(seen).add(inside);
    return index.callsOf(inside).every((call) => isAlone(call, within));
  };
  return usesOf(code, variable)
    .filter(({ kind }) => kind === "read")
    .every((use) => isAlone(placeOfUse(use), new Set()));
}
