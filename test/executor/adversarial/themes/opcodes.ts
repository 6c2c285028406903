import { RandomCode } from "../machine/random-code.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Code at random, instruction by instruction, with operands from the edges: what the loop of an interpreter gets wrong. */
export const opcodes: Theme = {
  name: "opcodes",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(2, 5));
    const targets = random.times(3, (i) => place.stranger(20 + i));
    const write = () => RandomCode.write(place, random, random.between(10, 70));
    const transactions = random.times(random.between(4, 12), (): PlannedTransaction => {
      const from = random.pick(senders);
      const to = random.pick(targets);
      const gas = random.chance(0.15) ? BigInt(random.between(60_000, 90_000)) : 400_000n;
      const value = BigInt(random.below(3));
      if (random.chance(0.2)) return { from, data: write(), gas, value };
      const data = random.bytes(random.pick([0, 3, 32, 40, 100]));
      if (random.chance(0.7)) return { from, to, data, gas, value };
      const call = m.call(to, { data, gas: random.pick([0, 30_000]) });
      return { from, to: place.machine(0), gas, data: m.program(call, call, m.seeGas, m.log(1)) };
    });
    return {
      codes: new Map(targets.map((target) => [target, write()])),
      blocks: inBlocks(random, transactions),
    };
  },
};
