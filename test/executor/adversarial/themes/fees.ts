import * as m from "../machine/program.ts";
import type { Fee, PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { GWEI, inBlocks, someSenders } from "./layout.ts";

/** EIP-1559: tips of all sizes, capped and not, beside legacy prices, and contracts that look at the price. */
export const fees: Theme = {
  name: "fees",
  since: "london",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const fee = (): Fee =>
      random.pick<Fee>([
        { kind: "legacy", price: BigInt(random.between(2, 20)) * GWEI },
        { kind: "market", most: 2n * GWEI, tip: 0n },
        { kind: "market", most: 2n * GWEI, tip: 2n * GWEI },
        { kind: "market", most: 100n * GWEI, tip: BigInt(random.below(1_000_000)) },
        { kind: "market", most: 100n * GWEI, tip: 50n * GWEI },
      ]);
    const transactions = random
      .times(random.between(5, 16), (): PlannedTransaction => {
        const from = random.pick(senders);
        const to = place.machine(random.below(2));
        return random.pick<PlannedTransaction>([
          { from, to, data: m.program(m.seeEnvironment, m.seeBaseFee, m.keepDigest(1), m.log(1)) },
          { from, to, data: m.program(m.seeBalance(from), m.keepDigest(1), m.log(1)) },
          { from, to, data: m.program(m.add(0, 1), m.revert) },
          { from, to: random.pick(senders), value: 1n },
          { from, to, data: m.program(m.set(0, random.below(2)), m.set(1, 0), m.see(0), m.log(1)) },
        ]);
      })
      .map((transaction) => ({ ...transaction, fee: fee() }));
    return { blocks: inBlocks(random, transactions) };
  },
};
