import type { Address } from "../../../../src/internal/model/location.ts";
import { created2Address, initCode } from "../machine/init-code.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

const SALTS = [0, 1, 2];

/**
 * Contracts that are destroyed and created again at the same address, while others pay them, write
 * to them, and read what was in their storage. Before Cancun (EIP-6780) a destroyed account is gone;
 * from then on only one that was created in the same transaction is.
 */
export const selfDestruct: Theme = {
  name: "self-destruct",
  since: "petersburg",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(5, 12));
    const factory = place.machine(0);
    const constructorProgram = m.program(m.set(1, 7), m.set(2, random.below(2)));
    const codeOf = (salt: number) =>
      initCode({ machine: place.machine(1), constructorProgram, mark: `mortal ${salt}` });
    const child = (salt: number) => created2Address(factory, salt, codeOf(salt));
    const creation = (salt: number, value: bigint) => m.create2(salt, codeOf(salt), value);
    const anyChild = () => child(random.pick(SALTS));
    const heir = () => random.pick([...senders, anyChild(), factory, place.stranger(1)]);
    const birth = () => creation(random.pick(SALTS), BigInt(random.below(3)));
    const slots = () => random.between(1, 6);
    const death = () => {
      const end = random.chance(0.2) ? m.selfDestructToSelf : m.selfDestruct(heir());
      return m.program(...(random.chance(0.3) ? [m.set(slots(), random.below(9))] : []), end);
    };
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({ from, to: factory, value: 2n, data: m.program(birth(), m.keepMade(9)) }),
      (from) => ({ from, to: anyChild(), data: death() }),
      (from) => ({ from, to: anyChild(), data: death() }),
      (from) => ({ from, to: anyChild(), data: m.program(m.add(slots(), 1), m.set(slots(), 5)) }),
      (from) => ({ from, to: anyChild(), data: m.program(m.see(slots()), m.see(1), m.log(1)) }),
      (from) => ({ from, to: anyChild(), value: BigInt(random.below(4)) }),
      (from) => ({
        from,
        to: place.machine(2),
        data: m.program(m.seeCodeHash(anyChild()), m.seeBalance(anyChild()), m.log(2)),
      }),
      // Within one transaction: born, used, destroyed, paid, born again.
      (from) => ({
        from,
        to: factory,
        value: 9n,
        data: m.program(
          birth(),
          m.callMade({ data: m.program(m.set(slots(), 8)), value: 1n }),
          m.callMade({ data: death() }),
          m.callMade({ data: m.program(m.see(slots()), m.log(0)), value: 1n }),
          birth(),
          m.seeMade,
          m.log(1),
        ),
      }),
      (from) => ({
        from,
        to: factory,
        data: m.program(
          m.call(anyChild(), { data: death() }),
          birth(),
          m.call(anyChild(), { data: m.program(m.see(1), m.see(2), m.log(1)) }),
          ...(random.chance(0.3) ? [m.revert] : []),
        ),
      }),
    ];
    const before = SALTS.filter(() => random.chance(0.7)).map((salt) => ({
      from: place.account(0),
      to: factory,
      value: 3n,
      data: m.program(
        creation(salt, 3n),
        m.callMade({ data: m.program(m.set(3, 33), m.set(4, random.below(3))) }),
      ),
    }));
    const transactions = random.times(random.between(5, 16), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return { before, blocks: inBlocks(random, transactions) };
  },
};
