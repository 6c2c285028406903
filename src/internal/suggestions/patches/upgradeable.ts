import type { ContractCode } from "../code/contract-code.ts";

/** Made to stand behind a proxy: the order of its storage must not change. */
export function isUpgradeable(code: ContractCode): boolean {
  return UPGRADEABLE.some((name) => code.inherits(name));
}

const UPGRADEABLE = ["Initializable", "UUPSUpgradeable", "ContextUpgradeable"];
