import { createdAddress, initCode } from "../machine/init-code.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Few senders with many transactions each, whose nonces decide where the contracts go that they create. */
export const sameSender: Theme = {
  name: "same-sender",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(1, 3));
    const sent = new Map(senders.map((sender) => [sender, 0]));
    const transactions: PlannedTransaction[] = random.times(random.between(8, 24), () => {
      const from = random.pick(senders);
      const nonce = sent.get(from) ?? 0;
      sent.set(from, nonce + 1);
      const to = place.machine(random.below(2));
      const other = random.pick(senders);
      const near = createdAddress(other, Math.max(0, nonce - random.below(3)));
      return random.pick<() => PlannedTransaction>([
        () => ({ from, to, data: m.program(m.add(0, 1), m.see(0), m.log(1)) }),
        () => ({ from, to, data: m.program(m.credit(from, 1, 1), m.log(0)) }),
        () => ({ from, to, data: m.program(m.add(0, 1), m.revert) }),
        () => ({ from, to: other, value: BigInt(random.below(1000)) }),
        () => ({
          from,
          data: initCode({ machine: to, constructorProgram: m.program(m.set(1, 5)) }),
        }),
        () => ({ from, to: near, data: m.program(m.add(1, 1), m.see(1), m.log(2)) }),
        () => ({ from, to, data: m.program(m.call(near, { data: m.program(m.copy(1, 2)) })) }),
      ])();
    });
    return { blocks: inBlocks(random, transactions) };
  },
};
