import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { AccessList, Fee, PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { GWEI, inBlocks, someSenders } from "./layout.ts";

/** EIP-2930: lists that name what is touched, what is not, and the same thing several times. */
export const accessLists: Theme = {
  name: "access-lists",
  since: "berlin",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const key = (slot: number): Hex => `0x${slot.toString(16).padStart(64, "0")}`;
    const entry = () => ({
      address: random.pick<Address>([
        place.machine(0),
        place.machine(1),
        place.stranger(1),
        random.pick(senders),
        "0x0000000000000000000000000000000000000002",
      ]),
      storageKeys: random.times(random.below(4), () => key(random.below(5))),
    });
    const list = (): AccessList => {
      const entries = random.times(random.below(5), entry);
      return random.chance(0.3) ? [...entries, ...entries] : entries;
    };
    const fee = (): Fee =>
      random.chance(0.5)
        ? { kind: "legacy", price: 10n * GWEI }
        : { kind: "market", most: 10n * GWEI, tip: BigInt(random.below(100)) };
    const transactions = random.times(random.between(4, 14), (): PlannedTransaction => {
      const other = place.machine(random.below(2));
      const inner = m.program(m.copy(random.below(5), random.below(5)), m.seeGas);
      return {
        from: random.pick(senders),
        to: place.machine(random.below(2)),
        accessList: list(),
        fee: fee(),
        data: m.program(
          m.add(random.below(5), 1),
          m.see(random.below(5)),
          m.seeBalance(place.stranger(1)),
          m.seeCodeSize(random.pick(senders)),
          m.call(other, { data: random.chance(0.2) ? m.program(inner.slice(2), m.revert) : inner }),
          m.seeGas,
          m.log(1),
        ),
      };
    });
    return { blocks: inBlocks(random, transactions) };
  },
};
