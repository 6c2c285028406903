import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Transfers to oneself, of nothing, to nobody (EIP-161), to precompiles; and who asks whether an account is there. */
export const plainTransfers: Theme = {
  name: "plain-transfers",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const nobody = () => place.stranger(random.below(3));
    // All but point evaluation, which has a theme of its own; and one address that is none.
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18];
    const precompile = (): Address => `0x${random.pick(numbers).toString(16).padStart(40, "0")}`;
    const amount = () => BigInt(random.pick([0, 0, 1, 1000]));
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: from, value: amount(), gas: 21_000n }),
      (from) => ({ from, to: nobody(), value: amount(), gas: 21_000n }),
      (from) => ({ from, to: random.pick(senders), value: amount(), gas: 21_000n }),
      (from) => ({ from, to: random.pick(senders), value: amount(), data: random.bytes(9) }),
      (from) => ({ from, to: precompile(), value: amount() }),
      (from) => ({
        from,
        to: place.machine(0),
        value: 1n,
        data: m.program(m.call(nobody(), { value: BigInt(random.below(2)) }), m.seeGas, m.log(1)),
      }),
      (from) => ({
        from,
        to: place.machine(0),
        data: m.program(m.call(precompile()), m.seeBalance(precompile()), m.seeGas, m.log(1)),
      }),
      (from) => ({
        from,
        to: place.machine(0),
        data: m.program(
          m.seeCodeSize(nobody()),
          ...(place.isAtLeast("petersburg") ? [m.seeCodeHash(nobody())] : []),
          m.log(1),
        ),
      }),
      (from) => ({ from, to: "0x0000000000000000000000000000000000000000", value: amount() }),
    ];
    const transactions = random.times(random.between(5, 20), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return { blocks: inBlocks(random, transactions) };
  },
};
