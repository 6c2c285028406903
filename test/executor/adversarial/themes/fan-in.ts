import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { ETHER, inBlocks, someSenders } from "./layout.ts";

/** Many pay one: with ether, with a token, through contracts; and now and then somebody looks, or the payee spends. */
export const fanIn: Theme = {
  name: "fan-in",
  plan: (place, random) => {
    const [payee = place.account(1), ...payers] = someSenders(place, random, random.between(5, 14));
    const { token, bank } = place.deployed;
    const to = random.pick([payee, place.stranger(random.below(3)), place.machine(3)]);
    const amount = () => BigInt(random.pick([0, 1, 2, 1000]));
    const share = () => random.pick([0n, 1n, 10n, 999_999n, 1_000_001n]);
    const pay: readonly ((from: typeof payee) => PlannedTransaction)[] = [
      (from) => ({ from, to, value: amount() }),
      (from) => ({ from, to: token, data: place.encode("Token", "transfer", [payee, share()]) }),
      (from) => ({ from, to: token, data: place.encode("Token", "mint", [payee, share()]) }),
      (from) => ({
        from,
        to: bank,
        value: amount(),
        data: place.encode("Bank", "split", [[to, payee]]),
      }),
      (from) => ({
        from,
        to: place.machine(0),
        value: amount() + 5n,
        data: m.program(m.call(to, { value: 5n }), m.credit(payee, 1, 3)),
      }),
    ];
    const look: readonly ((from: typeof payee) => PlannedTransaction)[] = [
      (from) => ({ from, to: place.machine(1), data: m.program(m.seeBalance(to), m.log(1)) }),
      () => ({ from: payee, to: token, data: place.encode("Token", "sweep", [place.account(0)]) }),
      () => ({ from: payee, to: place.account(0), value: ETHER }),
    ];
    const one = random.chance(0.5) ? [random.pick(pay)] : pay;
    const transactions = payers.flatMap((payer) =>
      random.times(random.between(1, 2), () =>
        random.pick(random.chance(0.15) ? look : one)(payer),
      ),
    );
    return { blocks: inBlocks(random, random.shuffled(transactions)) };
  },
};
