import type { EngineProfile } from "../../model/profile.ts";

export const ACCESS_LIST: EngineProfile = {
  id: "access-list",
  title: "Block-level access list",
  description:
    "EIP-7928, as a validator sees it: the block brings the state after each transaction with it, so all " +
    "can run at once, in any order, and nothing conflicts. The longest transaction alone sets the pace. " +
    "Whoever builds the block has no list yet: for the builder what block-stm says holds. A slot that is " +
    "written to the value that it had is listed as a read.",
  validation: "none",
  netZeroWrites: false,
  balances: "sums",
  accountChanges: [],
  sources: [
    "https://eips.ethereum.org/EIPS/eip-7928",
    "https://github.com/ethereum/EIPs/blob/dd209a5a2e4a1ca3d4ebc5e4704dfe02e59d0623/EIPS/eip-7928.md",
  ],
};
