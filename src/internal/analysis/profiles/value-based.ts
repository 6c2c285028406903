import type { EngineProfile } from "../../model/profile.ts";

export const VALUE_BASED: EngineProfile = {
  id: "value-based",
  title: "Validation by value",
  description:
    "Monad: a transaction runs again if, at its turn, a slot or a balance that it looked at holds another " +
    "value than it read. A value that was changed and changed back is the same one. Balances that it only " +
    "adds to or takes from are merged. But an account whose nonce or code has changed, or that has come into " +
    "being, sends everything back that touched the account, even a transfer to it. Sei v2 compares " +
    "values too, but takes balances and nonces for ordinary keys, which is not modelled.",
  validation: "value",
  netZeroWrites: false,
  balances: "sums",
  accountChanges: ["code", "existence", "nonce"],
  sources: [
    "https://github.com/category-labs/monad/blob/0001106a83d246ca2d1508df6992d71e8df67a56/category/execution/ethereum/state2/block_state.cpp",
    "https://github.com/category-labs/monad/blob/013f62e58bb9a3e96e8773cb94ce383b10fb6cb3/category/execution/ethereum/state3/state.cpp",
    "https://github.com/sei-protocol/sei-chain/blob/a2934c708a540b8ab03ca743588cd837438d25fe/sei-cosmos/store/multiversion/store.go",
  ],
};
