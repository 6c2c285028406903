import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { someSenders } from "./layout.ts";

/** Blocks of up to a hundred small transactions, of which many, some or none meet. */
export const crowds: Theme = {
  name: "crowds",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(8, 38));
    const contention = random.pick([0, 0.1, 0.5, 1]);
    const { token } = place.deployed;
    const apart: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: place.machine(0), data: m.program(m.credit(from, 1, 1)) }),
      (from) => ({ from, to: place.stranger(senders.indexOf(from)), value: 1n }),
      (from) => ({ from, to: token, data: place.encode("Token", "approve", [from, 5]) }),
    ];
    const together: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: place.machine(0), data: m.program(m.add(0, 1), m.see(0), m.log(1)) }),
      (from) => ({
        from,
        to: token,
        data: place.encode("Token", "transfer", [random.pick(senders), random.below(100)]),
      }),
      (from) => ({ from, to: random.pick(senders), value: 1n }),
      (from) => ({
        from,
        to: place.machine(1),
        data: m.program(m.seeBalance(from), m.keepDigest(2)),
      }),
      (from) => ({ from, to: place.machine(0), data: m.program(m.add(0, 1), m.revert) }),
    ];
    const transactions = random.times(random.between(30, 100), () => {
      const from = random.pick(senders);
      return random.pick(random.chance(contention) ? together : apart)(from);
    });
    return { blocks: [transactions] };
  },
};
