import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Proxies whose implementation is exchanged while others call them, and contracts that call each other back and forth. */
export const proxies: Theme = {
  name: "proxies",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const targets = [...place.deployed.proxies, ...place.deployed.logics];
    const target = () => random.pick(targets);
    const logic = (name: string, args: unknown[] = []) => place.encode("Logic", name, args);
    const implementation = () =>
      random.pick([...place.deployed.logics, ...place.deployed.logics, place.machine(0)]);
    const calls: readonly (() => Partial<PlannedTransaction>)[] = [
      () => ({ data: logic("bump", [random.below(9)]), value: BigInt(random.below(3)) }),
      () => ({ data: logic("push", [random.below(9)]) }),
      () => ({ data: logic("pop") }),
      // Short, exactly one slot, and several slots long.
      () => ({ data: logic("write", [random.bytes(random.pick([0, 5, 31, 32, 70, 130]))]) }),
      () => ({ data: logic("clear") }),
      () => ({ data: logic("bounce", [target(), random.between(0, 5)]) }),
      () => ({ data: place.encode("Proxy", "upgrade", [implementation()]) }),
    ];
    const transactions = random.times(random.between(5, 16), (): PlannedTransaction => {
      const from: Address = random.pick(senders);
      if (random.chance(0.15)) {
        const data = m.program(m.call(target(), { data: logic("bump", [1]) }), m.log(1));
        return { from, to: place.machine(0), data };
      }
      return { from, to: target(), ...random.pick(calls)() };
    });
    return { blocks: inBlocks(random, transactions) };
  },
};
