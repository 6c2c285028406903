import type { Hex } from "../model/location.ts";

/** Slots of ERC-1967, which proxies use without a variable: `keccak256("eip1967.proxy.<name>") - 1`. */
const SLOTS = new Map<Hex, string>([
  ["0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc", "implementation"],
  ["0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103", "admin"],
  ["0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50", "beacon"],
  ["0x4910fdfa16fed3260ed0e7147f7cc6da11a60208b5b9406d12a635614ffd9143", "rollback"],
]);

export function wellKnownSlot(slot: Hex): string | undefined {
  return SLOTS.get(slot);
}
