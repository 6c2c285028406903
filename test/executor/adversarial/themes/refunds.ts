import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/**
 * Slots that are cleared, set again and written back to what they were, within a transaction and by
 * one after the other: what it costs and what it gives back depends on the value before the transaction (EIP-2200, EIP-3529).
 */
export const refunds: Theme = {
  name: "refunds",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const to = place.machine(0);
    const slot = () => random.below(4);
    const write = () => m.set(slot(), random.pick([0, 0, 1, 1, 2]));
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to, data: m.program(write(), write(), write(), m.log(1)) }),
      (from) => ({
        from,
        to,
        data: m.program(...random.times(4, () => m.set(random.below(20), 0))),
      }),
      (from) => ({ from, to, data: m.program(m.set(0, 0), m.set(0, 1), m.set(0, 0), m.set(0, 1)) }),
      (from) => ({
        from,
        to,
        data: m.program(
          write(),
          m.callSelf({
            data: m.program(write(), write(), ...(random.chance(0.4) ? [m.revert] : [])),
          }),
          write(),
          m.seeGas,
          m.log(0),
        ),
      }),
      // A lock: taken and released, which is no net write.
      (from) => ({
        from,
        to,
        data: m.program(
          m.see(1),
          m.set(1, 2),
          m.credit(from, 5, 1),
          m.set(1, 1),
          m.seeGas,
          m.log(1),
        ),
      }),
      (from) => ({ from, to, data: m.program(m.copy(slot(), slot()), m.copy(slot(), slot())) }),
      // The stipend's limit: below 2,300 gas no write (EIP-2200).
      (from) => ({
        from,
        to,
        data: m.program(
          m.callSelf({ gas: random.between(1_500, 4_500), data: m.program(write()) }),
          m.log(1),
        ),
      }),
    ];
    const before: PlannedTransaction[] = [
      {
        from: place.account(0),
        to,
        data: m.program(...random.times(20, (i) => m.set(i, i < 4 ? random.below(3) : 1))),
      },
    ];
    const transactions = random.times(random.between(4, 14), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return { before, blocks: inBlocks(random, transactions) };
  },
};
