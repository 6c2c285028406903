import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { VirtualClock } from "../../../src/internal/executor/scheduler/virtual-clock.ts";

describe("the virtual clock", () => {
  it("wakes who comes first, and of several the lowest lane", async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const naps = [[5, 5], [3, 7], [10]];
    await clock.run(naps.length, async (lane) => {
      for (const nap of naps[lane] ?? []) {
        seen.push(`${lane} at ${clock.now}`);
        await clock.sleep(lane, nap);
      }
      seen.push(`${lane} ends at ${clock.now}`);
    });
    assert.deepEqual(seen, [
      "0 at 0",
      "1 at 0",
      "2 at 0",
      "1 at 3",
      "0 at 5",
      "0 ends at 10",
      "1 ends at 10",
      "2 ends at 10",
    ]);
  });

  it("lets one lane go on at a time, however long it takes", async () => {
    const clock = new VirtualClock();
    let awake = 0;
    let order = "";
    await clock.run(3, async (lane) => {
      for (let i = 0; i < 3; i++) {
        assert.equal(++awake, 1);
        // Longest for the first lane.
        await new Promise((resolve) => setTimeout(resolve, 3 - lane));
        order += `${lane}`;
        awake--;
        await clock.sleep(lane, 1);
      }
    });
    assert.equal(order, "012012012");
  });

  it("runs the other lanes to their ends when one fails", async () => {
    const clock = new VirtualClock();
    const ended: number[] = [];
    const run = clock.run(3, async (lane) => {
      await clock.sleep(lane, 1);
      if (lane === 0) throw new Error("lane 0");
      await clock.sleep(lane, 1);
      ended.push(lane);
    });
    await assert.rejects(run, /lane 0/);
    assert.deepEqual(ended, [1, 2]);
  });
});
