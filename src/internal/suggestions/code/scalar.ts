import type { StateVariable } from "./contract-code.ts";
import { isValueUsed } from "./position.ts";
import type { Use } from "./uses.ts";

/** It is one number. */
export function isNumber(variable: StateVariable | undefined): variable is StateVariable {
  return variable !== undefined && /^u?int\d*$/.test(variable.type);
}

/** Where it becomes more or less; undefined if that never is all that happens there, or nowhere. */
export function sumsOf(uses: readonly Use[]): readonly Use[] | undefined {
  const sums = uses.filter(isSum);
  return sums.length === 0 || sums.some(isValueUsed) ? undefined : sums;
}

/** All other places, but the constructor. */
export function otherUsesOf(uses: readonly Use[]): readonly Use[] {
  return uses.filter((use) => !isSum(use) && use.function.kind !== "constructor");
}

/** It becomes more or less. */
export function isSum({ kind }: Use): boolean {
  return kind === "add" || kind === "subtract";
}
