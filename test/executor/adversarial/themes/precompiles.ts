import { sha256 } from "ethers";

import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import * as m from "../machine/program.ts";
import type { PlannedTransaction } from "../plan.ts";
import type { Theme } from "../theme.ts";
import { inBlocks, someSenders } from "./layout.ts";
import { damaged, PRECOMPILES } from "./precompile-inputs.ts";

/** All precompiles but one with inputs that are right, wrong, short and long, with all the gas and with too little. */
export const precompiles: Theme = {
  name: "precompiles",
  plan: (place, random) => {
    const senders = someSenders(place, random, random.between(2, 5));
    const known = PRECOMPILES.filter(({ since }) => place.isAtLeast(since));
    const transactions = random.times(random.between(4, 10), (): PlannedTransaction => {
      const chosen = random.pick(known);
      const right = chosen.input(random);
      const data = random.chance(0.3) ? damaged(random, right) : right;
      const gas = random.chance(0.3)
        ? random.between(0, chosen.isSlow === true ? 80_000 : 4_000)
        : 0;
      const from = random.pick(senders);
      if (random.chance(0.15)) return { from, to: chosen.address, data };
      const kind = random.pick<m.CallKind>(["staticcall", "staticcall", "call", "delegatecall"]);
      return {
        from,
        to: place.machine(random.below(2)),
        data: m.program(
          m.see(0),
          m.call(chosen.address, { kind, gas, data }),
          m.seeGas,
          m.keepDigest(0),
          m.log(1),
        ),
      };
    });
    return { blocks: inBlocks(random, transactions) };
  },
};

const POINT_EVALUATION: Address = `0x${"0a".padStart(40, "0")}`;
const INFINITY = `c0${"00".repeat(47)}`;

/** EIP-4844's precompile: for a constant polynomial the proof is the point at infinity. */
export const pointEvaluation: Theme = {
  name: "point-evaluation",
  since: "cancun",
  plan: (place, random) => {
    const senders = someSenders(place, random, 3);
    const versionedHash = `01${sha256(`0x${INFINITY}`).slice(4)}`;
    const right: Hex = `0x${versionedHash}${random.bytes(16).slice(2).padStart(64, "0")}${"00".repeat(32)}${INFINITY}${INFINITY}`;
    const transactions = random.times(random.between(2, 5), (): PlannedTransaction => {
      const data = random.chance(0.4) ? damaged(random, right) : right;
      const gas = random.chance(0.2) ? random.between(0, 60_000) : 0;
      return {
        from: random.pick(senders),
        to: place.machine(0),
        data: m.program(
          m.see(0),
          m.call(POINT_EVALUATION, { gas, data }),
          m.keepDigest(0),
          m.log(1),
        ),
      };
    });
    return { blocks: inBlocks(random, transactions) };
  },
};
