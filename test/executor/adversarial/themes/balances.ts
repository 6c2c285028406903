import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { ETHER, inBlocks, someSenders } from "./layout.ts";

/** Balances that some look at while others change them, down to amounts that are just, or just not, there. */
export const balances: Theme = {
  name: "balances",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const pots = [place.machine(0), place.machine(1)];
    const pot = () => random.pick(pots);
    const someone = () => random.pick([...senders, ...pots, place.stranger(1), place.stranger(2)]);
    const amount = () => BigInt(random.pick([0, 1, 5, 9, 10, 11, 20]));
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: someone(), value: amount() }),
      (from) => ({ from, to: pot(), value: amount() }),
      (from) => ({ from, to: pot(), data: m.program(m.call(someone(), { value: amount() })) }),
      (from) => ({
        from,
        to: pot(),
        data: m.program(m.mustCall(someone(), { value: amount() }), m.add(0, 1)),
      }),
      (from) => ({
        from,
        to: pot(),
        data: m.program(
          m.call(pot(), { data: m.program(m.call(someone(), { value: amount() }), m.revert) }),
          m.call(someone(), { value: amount() }),
          m.log(1),
        ),
      }),
      (from) => ({ from, to: pot(), data: m.program(m.payShare(someone(), random.between(1, 3))) }),
      (from) => ({ from, to: pot(), data: m.program(m.seeBalance(someone()), m.keepDigest(1)) }),
      (from) => ({
        from,
        to: pot(),
        value: amount(),
        data: m.program(
          ...(place.isAtLeast("istanbul") ? [m.seeSelfBalance] : [m.seeBalance(pot())]),
          m.log(1),
        ),
      }),
      (from) => ({ from, to: pot(), value: amount(), data: m.program(m.revert) }),
      (from) => ({
        from,
        to: pot(),
        data: m.program(m.callSelf({ value: amount(), data: m.program(m.see(0)) }), m.log(0)),
      }),
    ];
    const transactions = random.times(random.between(5, 18), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return {
      balances: new Map(pots.map((address) => [address, amount()])),
      blocks: inBlocks(random, transactions),
    };
  },
};

/**
 * Senders who can pay only what others of the scenario paid them before: some have nothing at the
 * start, as their own transactions come blocks later; some have enough for each payment but not for all.
 */
export const poorSenders: Theme = {
  name: "poor-senders",
  plan: (place, random) => {
    const [patron = place.account(1), ...poor] = someSenders(place, random, random.between(3, 6));
    const start = random.pick([0n, ETHER]);
    const credits = poor.map((to): PlannedTransaction => ({
      from: random.chance(0.5) ? patron : place.account(0),
      to,
      value: 2n * ETHER,
    }));
    const spend = (from: Address): PlannedTransaction =>
      random.pick<PlannedTransaction>([
        { from, to: random.pick(poor), value: ETHER - ETHER / 10n },
        { from, to: place.machine(0), value: ETHER / 2n, data: m.program(m.add(0, 1)) },
        {
          from,
          to: place.machine(0),
          data: m.program(m.seeBalance(random.pick(poor)), m.keepDigest(1), m.log(1)),
        },
      ]);
    if (start === 0n) {
      // Nothing is left for a third payment: EDR would take none that it could not mine.
      const spending = poor.flatMap((from) => [spend(from), spend(from)]);
      return {
        balances: new Map(poor.map((address) => [address, 0n])),
        blocks: [credits, ...spending.map((transaction) => [transaction])],
      };
    }
    const early = poor.map((from): PlannedTransaction => ({
      from,
      to: place.stranger(1),
      value: ETHER - ETHER / 10n,
    }));
    const late = poor.map((from): PlannedTransaction => ({
      from,
      to: random.pick([place.stranger(2), patron]),
      value: ETHER - ETHER / 20n,
    }));
    return {
      balances: new Map(poor.map((address) => [address, start])),
      blocks: [[...early, ...random.shuffled(credits), ...late]],
    };
  },
};
