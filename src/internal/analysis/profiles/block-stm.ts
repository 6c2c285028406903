import type { EngineProfile } from "../../model/profile.ts";

export const BLOCK_STM: EngineProfile = {
  id: "block-stm",
  title: "Block-STM",
  description:
    "pevm, grevm and other engines that validate a read by the version that it saw: whichever transaction " +
    "wrote last, whatever it wrote. Writes are net: a slot that holds in the end what it held before is not " +
    "written. Not modelled: pevm puts balance and nonce into one location, and lets only plain transfers " +
    "and fees commute; here all credits and debits do, as in this plugin's own executor.",
  validation: "version",
  netZeroWrites: false,
  balances: "sums",
  accountChanges: [],
  sources: [
    "https://arxiv.org/abs/2203.06871",
    "https://github.com/risechain/pevm/blob/88d944760982f7572c84b0eabe59b27c435ae878/crates/pevm/src/mv_memory.rs",
    "https://github.com/risechain/pevm/blob/3bd8871bc9ad8375351fbf7815f0b8097a9f4581/crates/pevm/src/vm.rs",
    "https://github.com/Galxe/grevm/blob/020238ada30d3de5e23d59f3003691a216cd81d4/src/incarnation_db.rs",
  ],
};
