import type { ContractCode, Declared, StateVariable } from "./contract-code.ts";
import type { OutsideReader } from "./outside-readers.ts";
import { changingEntriesTo } from "./reach.ts";
import { otherUsesOf } from "./scalar.ts";
import { usesOf } from "./uses.ts";

/**
 * Functions that change the state and read the variable in other contracts that inherit it, each of which has one of
 * its own: a diff at the declaration changes them, too. Not what they have in common with this one.
 */
export function inheritingReaders(
  project: readonly ContractCode[],
  code: ContractCode,
  variable: StateVariable,
): readonly OutsideReader[] {
  const common = new Set(code.bases.map(contractOf));
  return project.flatMap((other) => {
    const own = other.variables.find(
      ({ node, source }) => node.id === variable.node.id && source.path === variable.source.path,
    );
    if (own === undefined || other === code) return [];
    const reads = otherUsesOf(usesOf(other, own)).filter(
      (use) => use.kind === "read" && !common.has(contractOf(use.function)),
    );
    return reads.flatMap((use) =>
      changingEntriesTo(other, use.function).map((one) => ({
        code: other,
        function: one,
        isSure: true,
      })),
    );
  });
}

function contractOf({ contract, source }: Pick<Declared, "contract" | "source">): string {
  return `${source.path}:${contract}`;
}
