import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

const ENDS = [
  m.revert,
  m.invalid,
  m.burnGas,
  m.overflowStack,
  m.underflowStack,
  m.jumpNowhere,
  m.stop,
];
/** What burns its gas gets little of it: all of it is executed, many times over. */
const BURNABLE = 120_000n;

/** Transactions that fail, at the top or in calls, after writes that others wait for. */
export const failures: Theme = {
  name: "failures",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const to = () => place.machine(random.below(2));
    const write = () => random.pick([m.add(0, 1), m.set(1, 0), m.set(2, random.below(3))]);
    const failing = () => m.program(write(), m.seeGas, m.log(1), random.pick(ENDS));
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: to(), data: failing(), gas: BURNABLE }),
      (from) => ({ from, to: to(), data: failing(), gas: BURNABLE, value: 5n }),
      (from) => ({
        from,
        to: to(),
        gas: 2n * BURNABLE,
        data: m.program(
          write(),
          m.call(to(), {
            data: failing(),
            gas: random.between(1, 60_000),
            value: BigInt(random.below(2)),
          }),
          write(),
          m.seeGas,
          m.log(2),
        ),
      }),
      (from) => ({
        from,
        to: to(),
        gas: 2n * BURNABLE,
        data: m.program(
          m.call(to(), {
            data: m.program(write(), m.mustCall(to(), { data: failing(), gas: 40_000 })),
          }),
          m.see(0),
          m.log(1),
        ),
      }),
      (from) => ({ from, to: to(), data: m.program(write(), m.see(0), m.log(1)) }),
      (from) => ({
        from,
        data: random.pick(["0xfe", "0x5b600056", "0x60006000fd", "0x50"]),
        gas: BURNABLE,
      }),
      // Code that no contract may have (EIP-3541, EIP-170), or that nobody paid for.
      (from) => ({ from, data: "0x60ef60005360016000f3", gas: BURNABLE }),
      (from) => ({ from, data: "0x6160016000f3", gas: 6_000_000n }),
      (from) => ({ from, data: "0x6120006000f3", gas: BURNABLE }),
    ];
    const transactions = random.times(random.between(5, 16), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return { blocks: inBlocks(random, transactions) };
  },
};

/** Gas limits at, just below and just above what is used, and anywhere in between. */
export const outOfGas: Theme = {
  name: "out-of-gas",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 6));
    const to = () => place.machine(random.below(2));
    const steps = () =>
      random.times(random.between(1, 5), () =>
        random.pick([
          m.add(random.below(3), 1),
          m.set(random.below(3), random.below(2)),
          m.copy(0, 1),
          m.see(2),
          m.seeBalance(place.stranger(1)),
          m.touchMemory(random.between(200, 3_000)),
          m.call(to(), {
            data: m.program(m.add(0, 1), m.copy(0, 2)),
            value: BigInt(random.below(2)),
          }),
          m.call(place.stranger(random.below(3)), { value: 1n }),
          m.log(2),
        ]),
      );
    const transactions = random.times(random.between(4, 12), (): PlannedTransaction => {
      const planned = {
        from: random.pick(senders),
        to: to(),
        value: BigInt(random.below(4)),
        data: m.program(...steps(), m.log(1)),
      };
      const kind = random.below(10);
      if (kind < 6) {
        const spareGas = BigInt(random.pick([-2500, -100, -2, -1, 0, 0, 1, 2, 2300, 5000]));
        return { ...planned, spareGas };
      }
      return kind < 8 ? { ...planned, gas: BigInt(random.between(30_000, 120_000)) } : planned;
    });
    return { blocks: inBlocks(random, transactions) };
  },
};
