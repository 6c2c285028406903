import type { EngineProfile } from "../../model/profile.ts";

export const KEY_BASED: EngineProfile = {
  id: "key-based",
  title: "Validation by key",
  description:
    "Sei Giga's evmonly executor: every SSTORE marks its slot as written, whatever it writes, and a " +
    "transaction runs again if an earlier one has marked a key that it reads or writes. So a reentrancy " +
    "guard in storage makes all its users wait for each other. Balances are keys like any other, but for the " +
    "beneficiary's fee; and who calls an account, or asks whether it exists, depends on its balance, nonce " +
    "and code. Not modelled: writes stay marked there when a revert undoes them. Tools that look at opcodes " +
    "(dependency.pics) count storage in the same way, and leave balances out.",
  validation: "key",
  netZeroWrites: true,
  balances: "keys",
  accountChanges: ["balance", "code", "nonce"],
  sources: [
    "https://github.com/sei-protocol/sei-chain/blob/03344dbd9d1c37a2f23de9508999c2123ac12311/giga/evmonly/state_db.go",
    "https://github.com/sei-protocol/sei-chain/blob/015123c4aa29c0a36855c7f4a266a04a0e085a2b/giga/evmonly/occ.go",
    "https://ethresear.ch/t/22150",
  ],
};
