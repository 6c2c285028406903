import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import { ProgramWriter } from "../machine/random-program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Programs of all kinds of steps: calls in calls of every kind, with value, creations, and failures anywhere. */
export const callTrees: Theme = {
  name: "call-trees",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const others = [...senders, place.stranger(1), place.deployed.token];
    const writer = new ProgramWriter(place, random, others);
    const transactions = random.times(random.between(3, 10), (): PlannedTransaction => ({
      from: random.pick(senders),
      to: place.machine(random.below(3)),
      value: BigInt(random.pick([0, 0, 1, 1000])),
      gas: random.pick([200_000n, 500_000n, 1_000_000n]),
      data: writer.program(random.between(1, 7)),
    }));
    return { blocks: inBlocks(random, transactions) };
  },
};

/** Calls nested as deep as the gas goes (EIP-150), each with something to undo. */
export const deepCalls: Theme = {
  name: "deep-calls",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(2, 5));
    const nested = (depth: number, innermost: m.Step): m.Step => {
      if (depth === 0) return innermost;
      const inner = nested(depth - 1, innermost);
      const undone = random.chance(0.1) ? [m.revert] : [];
      const data = m.program(m.add(random.below(3), 1), inner, ...undone);
      const kind = random.pick<m.CallKind>(["call", "call", "delegatecall", "callcode"]);
      const to: Address = place.machine(random.below(2));
      return m.call(to, { kind, data, value: BigInt(random.below(2)) });
    };
    const transactions = random.times(random.between(2, 6), (): PlannedTransaction => {
      const innermost = random.pick([m.revert, m.keepDigest(1), m.see(0), m.invalid, m.seeGas]);
      return {
        from: random.pick(senders),
        to: place.machine(0),
        value: 20n,
        data: m.program(nested(random.between(5, 24), innermost), m.seeGas, m.log(1)),
      };
    });
    return { blocks: inBlocks(random, transactions) };
  },
};
