import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { outsideReaders } from "./outside-readers.ts";
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
  const others = outsideReaders(project, code, variable, reads).map((one) => one.function);
  return [...new Set([...own, ...others])];
}
