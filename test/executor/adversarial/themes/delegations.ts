import type { Address } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedAuthorization, PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { someSenders } from "./layout.ts";

const NOBODY: Address = `0x${"0".repeat(40)}`;

/** EIP-7702: accounts that get code, change it and drop it, called, paid and looked at by others in between. */
export const delegations: Theme = {
  name: "delegations",
  since: "prague",
  plan: (place, random) => {
    const everybody = someSenders(place, random, 8);
    const authorities = everybody.slice(0, random.between(1, 4));
    const senders = everybody.slice(4);
    const authority = () => random.pick(authorities);
    const delegate = () =>
      random.pick<Address>([
        place.machine(0),
        place.machine(1),
        place.machine(1),
        NOBODY,
        place.deployed.logics[0] ?? NOBODY,
        // Delegations to accounts without code, to a precompile, and in a row, which is not followed.
        place.stranger(1),
        "0x0000000000000000000000000000000000000002",
        authority(),
      ]);
    const authorization = (): PlannedAuthorization => ({
      authority: authority(),
      delegate: delegate(),
      ...(random.chance(0.15) ? { nonceError: random.pick([-1, 1]) } : {}),
      ...(random.chance(0.15) ? { chainId: random.pick([0n, 5n]) } : {}),
    });
    const use = () =>
      m.program(m.add(0, 1), m.see(0), m.seeBalance(authority()), m.log(1), ...maybe(m.revert));
    const maybe = (step: m.Step) => (random.chance(0.15) ? [step] : []);
    const actions: readonly ((from: Address) => PlannedTransaction)[] = [
      (from) => ({
        from,
        to: random.pick([authority(), place.machine(2), place.stranger(2)]),
        data: use(),
        authorizations: random.times(random.between(1, 3), authorization),
      }),
      (from) => ({
        from,
        to: authority(),
        data: use(),
        authorizations: [authorization()],
      }),
      (from) => ({ from, to: authority(), data: use(), value: BigInt(random.below(3)) }),
      (from) => ({
        from,
        to: place.machine(2),
        data: m.program(
          m.call(authority(), { data: use() }),
          m.seeCodeSize(authority()),
          m.seeCodeHash(authority()),
          m.seeCode(authority()),
          m.seeGas,
          m.log(2),
        ),
      }),
      (from) => ({
        from,
        to: authority(),
        data: m.program(
          m.create("0x"),
          m.seeMade,
          m.call(place.machine(2), { value: 1n }),
          m.log(0),
        ),
      }),
    ];
    const transactions = random.times(random.between(4, 12), () =>
      random.pick(actions)(random.pick(senders)),
    );
    // An authority's own transaction stands in a later block: its nonce must be right when it is sent.
    const own = authorities.map((from): PlannedTransaction[] => [
      {
        from,
        to: random.pick([from, place.machine(2)]),
        data: use(),
        ...(random.chance(0.5)
          ? { authorizations: [{ authority: from, delegate: delegate() }] }
          : {}),
      },
    ]);
    const half = random.below(transactions.length);
    return {
      blocks: [transactions.slice(0, half), ...own, transactions.slice(half)].filter(isAny),
    };
  },
};

function isAny(block: readonly PlannedTransaction[]): boolean {
  return block.length > 0;
}
