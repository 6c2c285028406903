import type { ContractCode, StateVariable } from "./contract-code.ts";
import { type Use, usesOf } from "./uses.ts";

/** The uses of a variable in all contracts that inherit it, each place once, in the order of the contracts. */
export function usesEverywhere(
  project: readonly ContractCode[],
  variable: StateVariable,
): readonly Use[] {
  const places = new Map<string, Use>();
  for (const code of project) {
    // AST ids are those of one compilation: the same id elsewhere may be something else.
    const own = code.variables.find(
      ({ node, source }) => node.id === variable.node.id && source.path === variable.source.path,
    );
    if (own === undefined) continue;
    for (const use of usesOf(code, own)) {
      const { start, end } = use.operation.range;
      const place = `${use.source.path} ${start} ${end}`;
      if (!places.has(place)) places.set(place, use);
    }
  }
  return [...places.values()];
}
