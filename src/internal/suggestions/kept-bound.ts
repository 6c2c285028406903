import { checkedDraws, isBoundByEntries } from "./code/bounded-sum.ts";
import type { ContractCode, StateVariable } from "./code/contract-code.ts";
import { familyOf } from "./code/names.ts";
import { type Use, usesOf } from "./code/uses.ts";
import type { StoredNumber } from "./stored-number.ts";

/**
 * To split the number takes away no bound: that there is enough of it is checked nowhere, or something else fails
 * first. Parts of a number that is lowered wrap around, and whoever is the only one to see that it runs out is not
 * to be split so.
 */
export function isBoundKept(
  { code, project }: { readonly code: ContractCode; readonly project: readonly ContractCode[] },
  { variable, isWhole, uses }: Pick<StoredNumber, "variable" | "isWhole" | "uses">,
): boolean {
  return isWhole ? isBoundKeptOf(variable, [code, ...project]) : isKeptIn(code, uses);
}

/** By the code of all that inherit it. */
export function isBoundKeptOf(variable: StateVariable, project: readonly ContractCode[]): boolean {
  return [...new Set(familyOf(variable, project))].every((code) =>
    isKeptIn(code, usesOf(code, variable)),
  );
}

function isKeptIn(code: ContractCode, uses: readonly Use[]): boolean {
  return checkedDraws(code, uses).length === 0 || isBoundByEntries(code, uses);
}
