import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import { created2Address, createdAddress, initCode } from "../machine/init-code.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";

/** EXTCODESIZE, EXTCODECOPY and EXTCODEHASH of accounts that the same block creates, pays and destroys. */
export const codeReads: Theme = {
  name: "code-reads",
  since: "petersburg",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(4, 8));
    const [factory, reader] = [place.machine(0), place.machine(1)];
    const codeOf = (runtime: Hex | undefined, mark: string) =>
      initCode({
        machine: place.machine(2),
        ...(runtime === undefined ? {} : { runtime }),
        // No code at all is one of the kinds.
        mark: runtime === "0x" ? "" : `read ${mark}`,
      });
    const anyRuntime = () =>
      random.pick<Hex | undefined>([undefined, "0x", "0x00", "0x6001600155"]);
    let created = 0;
    const newCode = () => codeOf(anyRuntime(), `new ${created++}`);
    const salted = (salt: number) => codeOf(anyRuntime(), `salt ${salt}`);
    const birth = () => {
      const salt = random.below(2);
      return m.create2(salt, salted(salt));
    };
    const bornAt = () => {
      const salt = random.below(2);
      return created2Address(factory, salt, salted(salt));
    };
    const subject = () =>
      random.pick<Address>([
        bornAt(),
        createdAddress(random.pick(senders), 0),
        createdAddress(factory, random.between(1, 3)),
        place.stranger(1),
        random.pick(senders),
        "0x0000000000000000000000000000000000000001",
      ]);
    const look = () => {
      const of = subject();
      return random.some(
        [m.seeCodeSize(of), m.seeCodeHash(of), m.seeCode(of), m.seeBalance(of)],
        2,
      );
    };
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({
        from,
        to: reader,
        data: m.program(...look(), ...look(), m.keepDigest(1), m.log(1)),
      }),
      (from) => ({ from, to: reader, data: m.program(...look(), m.log(0)) }),
      (from) => ({
        from,
        to: factory,
        data: m.program(birth()),
      }),
      (from) => ({
        from,
        to: factory,
        data: m.program(m.create(newCode()), ...look(), m.log(1)),
      }),
      (from) => ({ from, data: newCode() }),
      (from) => ({ from, to: subject(), value: BigInt(random.below(2)) }),
      (from) => ({ from, to: subject(), data: m.program(m.selfDestruct(random.pick(senders))) }),
      (from) => ({
        from,
        to: factory,
        data: m.program(
          birth(),
          m.callMade({ data: m.program(m.selfDestruct(random.pick(senders))) }),
          ...look(),
          m.log(2),
        ),
      }),
    ];
    const transactions = random.times(random.between(6, 18), () =>
      random.pick(actions)(random.pick(senders)),
    );
    return { blocks: inBlocks(random, transactions) };
  },
};
