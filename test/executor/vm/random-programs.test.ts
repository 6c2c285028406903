import { describe, it } from "node:test";

import { randomProgram } from "./support/random-program.ts";
import { HARDFORKS, Machines } from "./support/run-everywhere.ts";

const PROGRAMS = Number(process.env.PROGRAMS ?? 200);

/** mulberry32: small, seeded, good enough to choose instructions with. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe("programs made at random", () => {
  for (const [i, hardfork] of HARDFORKS.entries()) {
    it(`run as in EthereumJS's own loop on ${hardfork}`, async () => {
      const machines = await Machines.create(hardfork);
      for (let seed = i * PROGRAMS; seed < (i + 1) * PROGRAMS; seed++) {
        await machines.run(randomProgram(seeded(seed), hardfork), `seed ${seed}`);
      }
    });
  }
});
