import type { AskedFunction } from "../../model/report-input.ts";
import { textOf } from "../../model/solidity/ast-node.ts";
import type { ContractCode, Declared } from "./contract-code.ts";

/**
 * The suite asks for this public function or for the getter of this variable: its tests fail without it. What
 * is asked of code that has no such function, as of a proxy, may be meant for anybody's.
 */
export function isAsked(
  project: readonly ContractCode[],
  asked: readonly AskedFunction[],
  { node, source }: Pick<Declared, "node" | "source">,
): boolean {
  const selector = textOf(node, "functionSelector");
  // Internal ones have none.
  if (selector === undefined) return false;
  return asked.some((one) => {
    if (one.selector !== `0x${selector}`) return false;
    const target = project.find(({ info }) => info.name === one.contract);
    const members = target === undefined ? [] : [...target.functions, ...target.variables];
    const found = members.filter((member) => textOf(member.node, "functionSelector") === selector);
    return (
      found.length === 0 ||
      found.some((member) => member.node.id === node.id && member.source.path === source.path)
    );
  });
}
