import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** EIP-1153: what is stored for one transaction, is undone by reverts, and is nobody else's. */
export const transientStorage: Theme = {
  name: "transient-storage",
  since: "cancun",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(2, 6));
    const to = () => place.machine(random.below(2));
    const slot = () => random.below(3);
    const write = () => m.setTransient(slot(), random.below(4));
    const read = () => m.seeTransient(slot());
    const keep = () => m.keepDigest(slot());
    const kind = () => random.pick<m.CallKind>(["call", "delegatecall", "staticcall", "callcode"]);
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: to(), data: m.program(read(), write(), read(), keep(), m.log(1)) }),
      (from) => ({
        from,
        to: to(),
        data: m.program(
          write(),
          m.call(to(), { kind: kind(), data: m.program(write(), read(), m.revert) }),
          read(),
          keep(),
        ),
      }),
      (from) => ({
        from,
        to: to(),
        data: m.program(
          write(),
          m.call(to(), { kind: kind(), data: m.program(read(), write()) }),
          m.callSelf({ data: m.program(write(), read()) }),
          read(),
          m.log(2),
        ),
      }),
      // A lock that is transient: taken, tried again from inside, released.
      (from) => ({
        from,
        to: to(),
        data: m.program(
          m.setTransient(9, 1),
          m.call(place.machine(1), {
            data: m.program(m.callSelf({ data: m.program(m.seeTransient(9)) })),
          }),
          m.setTransient(9, 0),
          m.add(slot(), 1),
        ),
      }),
      (from) => ({ from, to: to(), data: m.program(write(), m.add(slot(), 1), m.revert) }),
    ];
    const transactions = random.times(random.between(4, 14), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return { blocks: inBlocks(random, transactions) };
  },
};
