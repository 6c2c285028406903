import { BLOB_KINDS } from "../arena/blob-transaction.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { someSenders } from "./layout.ts";

/** EIP-4844: blob transactions among others, and contracts that look at the hashes and the price. EDR mines each in its own block. */
export const blobs: Theme = {
  name: "blobs",
  since: "cancun",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(2, 5));
    const blocks = random.times(random.between(2, 7), (): PlannedTransaction[] => {
      const transaction = {
        from: random.pick(senders),
        to: place.machine(random.below(2)),
        value: BigInt(random.below(3)),
        data: m.program(
          m.add(0, 1),
          m.seeBlobs(random.below(4)),
          m.seeBalance(random.pick(senders)),
          m.keepDigest(1),
          m.log(1),
          ...(random.chance(0.15) ? [m.revert] : []),
        ),
      };
      if (random.chance(0.3)) return [transaction, { ...transaction, from: random.pick(senders) }];
      const count = random.chance(0.2) ? 6 : random.between(1, 2);
      return [{ ...transaction, blobs: random.times(count, () => random.below(BLOB_KINDS)) }];
    });
    return { blocks };
  },
};
