import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { CONTROL } from "../../../src/internal/executor/memory/memory-layout.ts";
import { SharedMemory } from "../../../src/internal/executor/memory/shared-memory.ts";
import { Random } from "../adversarial/random.ts";
import { beforeAtomics } from "../support/before-atomics.ts";
import { CounterLane } from "./support/counter-lane.ts";
import { makeProgram, runOneAfterAnother, SLOTS } from "./support/counter-program.ts";

/* The scheduler and the multi-version memory as they are; the lanes take turns in this thread. A lane is
   stopped between any two of its Atomics operations, where a seed says so, and others come in that may
   be stopped themselves: the one that was stopped last goes on first. Interleavings of accesses, with the
   state and the lane as they are, see interleavings.test.ts. */

const SEEDS = 30_000;

describe("lanes that are stopped between Atomics operations", () => {
  it(`end as one transaction after another does (${SEEDS} seeds)`, () => {
    let reexecutions = 0;
    for (let seed = 1; seed <= SEEDS; seed++) reexecutions += check(seed);
    assert(reexecutions > SEEDS, "hardly anything met");
  });
});

/** Returns the number of re-executions. */
function check(seed: number): number {
  const random = new Random(`preemptions ${seed}`);
  const programs = random.times(2 + random.below(8), (index) => makeProgram(index, random));
  const count = 2 + random.below(3);
  const { memory, ids } = makeMemory(programs.length, count);
  const lanes = random.times(count, (lane) => new CounterLane(memory, lane, ids, programs));
  runPreempted(lanes, random);
  assert.equal(memory.failure, undefined, `seed ${seed}`);
  const values: bigint[][] = [];
  for (const lane of lanes) for (const [index, read] of lane.finalReads()) values[index] = read;
  assert.deepEqual(values, runOneAfterAnother(programs), `seed ${seed}`);
  return Atomics.load(memory.words, CONTROL.executions) - programs.length;
}

function runPreempted(lanes: readonly CounterLane[], random: Random): void {
  const chance = random.pick([0.05, 0.2, 0.5]);
  const free = new Set(lanes);
  const step = () => {
    if (free.size === 0) return;
    const lane = random.pick([...free]);
    free.delete(lane);
    for (let steps = random.pick([1, 4, 20]); steps > 0; steps--) lane.step();
    free.add(lane);
  };
  const end = beforeAtomics((operation) => {
    // Most operations are loads, of lanes that look for work.
    if (random.chance(operation === "load" ? chance / 10 : chance)) step();
  });
  try {
    for (let steps = 0; !lanes.every(({ isDone }) => isDone); steps++) {
      assert(steps < 100_000, "it does not end");
      step();
    }
  } finally {
    end();
  }
}

function makeMemory(transactions: number, lanes: number) {
  const memory = SharedMemory.create({
    transactions,
    accounts: 1,
    slots: SLOTS,
    lanes,
    codeBytes: 0,
  });
  const account = memory.locations.addAccount(new Uint8Array(20).fill(1));
  const base = { balance: 0n, nonce: 0n, code: 0n, exists: true, hasStorage: true };
  memory.locations.setAccountBase(account, base);
  const ids = Array.from({ length: SLOTS }, (_, i) => {
    const slot = memory.locations.addSlot(account, BigInt(i));
    memory.locations.setSlotBase(slot, 0n);
    return CounterLane.idOf(slot);
  });
  return { memory, ids };
}
