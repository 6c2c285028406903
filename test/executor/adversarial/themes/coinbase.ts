import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { Fee, PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { ETHER, GWEI, inBlocks, someSenders } from "./layout.ts";

/** The account that every transaction pays, looked at, paid, spending, and being all kinds of account. */
export const coinbase: Theme = {
  name: "coinbase",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const miner = random.pick<Address>([
      random.pick(senders),
      place.machine(3),
      place.stranger(7),
      place.account(0),
      // A precompile.
      "0x0000000000000000000000000000000000000004",
    ]);
    const fee = (): Fee =>
      random.pick<Fee>([
        { kind: "market", most: 10n * GWEI, tip: 0n },
        { kind: "market", most: 10n * GWEI, tip: BigInt(random.below(5)) },
        { kind: "market", most: 10n * GWEI, tip: 10n * GWEI },
        { kind: "legacy", price: 10n * GWEI },
      ]);
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: place.machine(0), data: m.program(m.seeCoinbaseBalance, m.log(1)) }),
      (from) => ({
        from,
        to: place.machine(0),
        data: m.program(m.seeCoinbaseBalance, m.keepDigest(random.below(3))),
      }),
      (from) => ({ from, to: place.machine(1), data: m.program(m.seeBalance(miner), m.log(0)) }),
      (from) => ({ from, to: miner, value: BigInt(random.below(5)) }),
      (from) => ({
        from,
        to: place.machine(0),
        value: 4n,
        data: m.program(m.call(miner, { value: BigInt(random.below(6)) }), m.see(0), m.log(1)),
      }),
      (from) => ({ from, to: place.machine(0), data: m.program(m.add(0, 1), m.see(0), m.log(1)) }),
      (from) => ({ from, to: place.machine(1), data: m.program(m.seeCoinbaseBalance, m.revert) }),
      // Only does something when it is the coinbase.
      (from) => ({
        from,
        to: place.machine(3),
        data: m.program(m.payShare(place.stranger(8), 3), m.seeBalance(place.machine(3)), m.log(1)),
      }),
      (from) => ({ from, to: place.stranger(9), value: ETHER }),
    ];
    const transactions = random.times(random.between(4, 16), () => ({
      ...random.pick(actions)(random.pick(senders)),
      fee: fee(),
    }));
    // Before the merge the coinbase is paid between blocks as well, by no transaction.
    const blocks = place.isAtLeast("merge") ? inBlocks(random, transactions) : [transactions];
    return { coinbase: miner, blocks };
  },
};
