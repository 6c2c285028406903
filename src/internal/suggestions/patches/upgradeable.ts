import type { ContractCode, StateVariable } from "../code/contract-code.ts";
import { familyOf } from "../code/names.ts";

/** Made to stand behind a proxy: the order of its storage must not change. */
export function isUpgradeable(code: ContractCode): boolean {
  const { bases, functions, variables } = code;
  return (
    bases.some(({ contract }) => BASE.test(contract)) ||
    functions.some(({ name }) => FUNCTIONS.includes(name)) ||
    variables.some(({ name, type }) => GAP.test(name) && FIXED_ARRAY.test(type))
  );
}

/** A contract that has the variable is: with it, all that inherit move. */
export function isInUpgradeable(
  variable: StateVariable,
  project: readonly ContractCode[],
): boolean {
  return familyOf(variable, project).some(isUpgradeable);
}

/** OpenZeppelin's, Solady's, and what others derive from them or call likewise. */
const BASE = /^(Initializable|UUPSUpgradeable)$|Upgradeable$/;

/** Modifiers too: what stands in for a constructor, and what a proxy asks. */
const FUNCTIONS = [
  "initializer",
  "reinitializer",
  "onlyInitializing",
  "_disableInitializers",
  "_authorizeUpgrade",
  "proxiableUUID",
];

/** `__gap`, `__Vault_gap`, `_gap` */
const GAP = /^_+(\w+_)?gap\d*_*$/i;
const FIXED_ARRAY = /\[\d+\]$/;
