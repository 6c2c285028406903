import { type ContractCode, sourceText, type StateVariable } from "./contract-code.ts";
import { isSum } from "./scalar.ts";
import { type Use, usesOf } from "./uses.ts";

/**
 * Mappings of which an entry is changed by the same as the variable, in the same function and direction: the
 * entries of which it is the sum.
 */
export function issuedWith(code: ContractCode, variable: StateVariable): readonly StateVariable[] {
  const changes = usesOf(code, variable).filter(isSum);
  return code.variables.filter(
    (other) =>
      other.type.startsWith("mapping(") &&
      usesOf(code, other).some(
        (use) => isSum(use) && changes.some((change) => isSameChange(use, change)),
      ),
  );
}

function isSameChange(a: Use, b: Use): boolean {
  return a.kind === b.kind && a.function === b.function && amountOf(a) === amountOf(b);
}

function amountOf({ value, source }: Use): string {
  return value === undefined ? "1" : sourceText(source, value);
}
