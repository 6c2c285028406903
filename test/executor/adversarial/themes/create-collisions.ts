import type { Address } from "../../../../src/internal/model/location.ts";
import { created2Address, createdAddress, initCode } from "../machine/init-code.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** Creations at the same address, at addresses that are taken or paid already, and by a factory whose nonce decides where. */
export const createCollisions: Theme = {
  name: "create-collisions",
  since: "petersburg",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(3, 8));
    const factory = place.machine(0);
    const constructors = [
      m.program(m.set(1, 1)),
      m.program(m.add(1, 1), m.seeBalance(factory), m.log(1)),
      m.program(m.set(1, 1), m.revert),
      m.program(m.call(factory, { data: m.program(m.add(5, 1)) }), m.invalid),
      m.program(m.selfDestruct(random.pick(senders))),
    ];
    const codeFor = (constructor: number, mark: string) =>
      initCode({
        machine: place.machine(1),
        constructorProgram: constructors[constructor] ?? "0x",
        mark: `child ${constructor} ${mark}`,
      });
    const anyConstructor = () => random.below(constructors.length);
    let created = 0;
    const newCode = () => codeFor(anyConstructor(), `new ${created++}`);
    const birth = (value: number) => {
      const salt = random.below(2);
      return m.create2(salt, codeFor(anyConstructor(), `salt ${salt}`), BigInt(value));
    };
    const likelyAddress = () => {
      const salt = random.below(2);
      return random.chance(0.5)
        ? created2Address(factory, salt, codeFor(anyConstructor(), `salt ${salt}`))
        : createdAddress(factory, random.between(1, 6));
    };
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({
        from,
        to: factory,
        value: 2n,
        data: m.program(birth(random.below(3)), m.seeMade, m.log(1)),
      }),
      (from) => ({
        from,
        to: factory,
        data: m.program(
          m.create(newCode()),
          m.keepMade(9),
          m.seeMade,
          m.log(1),
          ...(random.chance(0.2) ? [m.revert] : []),
        ),
      }),
      (from) => ({
        from,
        to: factory,
        data: m.program(
          m.callSelf({ data: m.program(m.create(newCode()), m.revert) }),
          m.create(newCode()),
          m.seeMade,
          m.log(0),
        ),
      }),
      (from) => ({ from, to: likelyAddress(), value: BigInt(random.below(3)) }),
      (from) => ({ from, to: likelyAddress(), data: m.program(m.add(1, 1), m.see(1), m.log(1)) }),
      (from) => ({ from, data: newCode(), value: BigInt(random.below(2)) }),
      (from) => ({
        from,
        to: factory,
        data: m.program(m.recallMade(9), m.callMade({ data: m.program(m.add(1, 1)) }), m.seeMade),
      }),
    ];
    const taken = random.chance(0.4) ? [createdAddress(random.pick(senders), 0)] : [];
    const used = random.chance(0.3) ? [createdAddress(random.pick(senders), random.below(2))] : [];
    const transactions = random.times(random.between(5, 16), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return {
      codes: new Map(taken.map((address) => [address, "0x00"])),
      nonces: new Map(used.map((address) => [address, 1])),
      blocks: inBlocks(random, transactions),
    };
  },
};
