import type { Address } from "../../../../src/internal/model/location.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** A bank with a lock that all take and release, and thieves who come back while it is taken. */
export const locks: Theme = {
  name: "locks",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const { bank, thieves } = place.deployed;
    const call = (name: string, args: unknown[] = []) => ({
      to: bank,
      data: place.encode("Bank", name, args),
    });
    const amount = () => BigInt(random.between(1, 20));
    const rob = () =>
      place.encode("Thief", "rob", [bank, random.between(1, 3), random.chance(0.5)]);
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, ...call("deposit"), value: amount() }),
      (from) => ({ from, ...call("deposit"), value: amount() }),
      (from) => ({ from, ...call("withdraw", [amount()]) }),
      (from) => ({ from, ...call("withdrawCarelessly", [amount()]) }),
      (from) => ({
        from,
        ...call("split", [random.some([...senders, ...thieves], 3)]),
        value: 30n,
      }),
      (from) => ({ from, to: random.pick(thieves), value: amount(), data: rob() }),
    ];
    const transactions = random.times(random.between(6, 18), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return { blocks: inBlocks(random, transactions) };
  },
};
