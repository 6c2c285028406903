import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Block hashes, the block's environment, big memory: what depends on the place of a transaction, not on others. */
export const environment: Theme = {
  name: "environment",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 6));
    const to = () => place.machine(random.below(2));
    const look = () =>
      random.pick([
        m.seeBlockHash(random.between(1, 12)),
        m.seeBlockHash(0),
        m.seeBlockHash(1),
        m.seeEnvironment,
        m.seeGas,
        ...(place.isAtLeast("london") ? [m.seeBaseFee] : []),
        m.hashMemory(random.between(0, 5_000)),
        m.touchMemory(random.pick([128, 1_000, 32_000, 200_000])),
        // Costs more than any block has.
        ...(random.chance(0.1) ? [m.touchMemory(0xff_ff_ff_ff)] : []),
        ...(place.isAtLeast("cancun") ? [m.copyMemory(random.between(0, 5_000))] : []),
      ]);
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: to(), data: m.program(look(), look(), m.keepDigest(0), m.log(1)) }),
      (from) => ({
        from,
        to: to(),
        data: m.program(
          m.see(0),
          look(),
          m.call(to(), { data: m.program(look(), look()) }),
          m.keepDigest(0),
        ),
      }),
      (from) => ({ from, to: to(), value: 3n, data: m.program(m.seeEnvironment, m.log(4)) }),
    ];
    const transactions = random.times(random.between(4, 12), () => ({
      ...random.pick(actions)(random.pick(senders)),
      gas: 300_000n,
    }));
    return { blocks: inBlocks(random, transactions) };
  },
};
