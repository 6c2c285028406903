import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { changingEntriesTo } from "./reach.ts";
import type { Use } from "./uses.ts";

/**
 * Functions that change the state and get at what these uses read: those of the contract itself, and those of
 * other contracts of the project that call its getter or a view that reads it.
 */
export function changingReaders(
  project: readonly ContractCode[],
  code: ContractCode,
  variable: StateVariable,
  reads: readonly Use[],
): readonly CodeFunction[] {
  const own = reads.flatMap((use) => changingEntriesTo(code, use.function));
  const asked = [variable.node.id, ...reads.map((use) => use.function.node.id)];
  const others = project
    .filter((one) => one !== code && one.info.sources.includes(variable.source))
    .flatMap((one) =>
      asked
        .flatMap((id) => CodeIndex.of(one).referencesTo(id))
        .filter(({ node }) => node.nodeType === "MemberAccess")
        .flatMap(({ function: inside }) => changingEntriesTo(one, inside)),
    );
  return [...new Set([...own, ...others])];
}
