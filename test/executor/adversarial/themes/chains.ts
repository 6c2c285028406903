import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { Place } from "../arena/place.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Random } from "../random.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Each transaction reads what the one before it wrote: nothing can run before its turn. */
export const chains: Theme = {
  name: "chains",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(8, 20));
    const kind = random.pick([alongSlots, alongHolders, bids, indexed, digests]);
    return { blocks: inBlocks(random, kind(place, random, senders)) };
  },
};

type Kind = (place: Place, random: Random, senders: readonly Address[]) => PlannedTransaction[];

const alongSlots: Kind = (place, random, senders) => {
  const to = place.machine(random.below(3));
  const step = (i: number) => m.program(m.copy(i, i + 1), m.see(i + 1), m.log(1));
  return senders.map((from, i) => ({ from, to, data: step(i) }));
};

/** The token that all started with goes from hand to hand, and grows. */
const alongHolders: Kind = (place, _, senders) =>
  senders.map((from, i) => ({
    from,
    to: place.deployed.token,
    data: place.encode("Token", "sweep", [senders[(i + 1) % senders.length] ?? from]),
  }));

const bids: Kind = (place, random, senders) => {
  let highest = 1;
  return senders.map((from) => {
    highest += random.pick([-1, 1, 1, 1, 5]);
    const data = place.encode("Auction", "bid");
    return { from, to: place.deployed.auction, data, value: BigInt(Math.max(0, highest)) };
  });
};

/** Where one writes depends on what the one before wrote. */
const indexed: Kind = (place, random, senders) => {
  const to = place.machine(random.below(3));
  return senders.map((from) => {
    const [a, b] = [0x40 + random.below(8), 0x40 + random.below(8)];
    const data = m.program(m.setAt(a, random.below(9)), m.copy(b, 0x40 + random.below(8)));
    return { from, to, data };
  });
};

/** Two contracts that hand a digest of everything to each other. */
const digests: Kind = (place, random, senders) =>
  senders.map((from, i) => {
    const [to, next] = [place.machine(i % 2), place.machine((i + 1) % 2)];
    const inner = m.program(m.see(0), random.chance(0.1) ? m.revert : m.keepDigest(0));
    return { from, to, data: m.program(m.see(0), m.call(next, { data: inner }), m.keepDigest(0)) };
  });
