import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { ETHER, inBlocks, someSenders } from "./layout.ts";

/** Contracts that send transactions themselves, as tests impersonate them, while others call and pay them. */
export const contractSenders: Theme = {
  name: "contract-senders",
  plan: (place, random) => {
    const contracts = [place.machine(0), place.machine(1)];
    const senders = [...contracts, ...someSenders(place, random, 3)];
    const contract = () => random.pick(contracts);
    const transactions = random.times(random.between(4, 14), (): PlannedTransaction => {
      const from = random.pick(senders);
      return random.pick<PlannedTransaction>([
        { from, to: contract(), data: m.program(m.add(0, 1), m.seeBalance(contract()), m.log(1)) },
        { from, to: contract(), value: BigInt(random.below(5)) },
        { from, to: random.pick(senders), value: BigInt(random.below(5)) },
        // Its nonce counts transactions and creations alike.
        {
          from: random.pick(senders.slice(2)),
          to: place.machine(2),
          data: m.program(m.create("0x"), m.seeMade, m.log(1)),
        },
        { from, data: "0x60006000f3" },
        { from, to: contract(), data: m.program(m.payShare(place.stranger(1), 9), m.log(0)) },
      ]);
    });
    return {
      balances: new Map(contracts.map((address) => [address, ETHER])),
      impersonated: contracts,
      blocks: inBlocks(random, transactions),
    };
  },
};
