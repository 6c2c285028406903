import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Budget } from "../../src/internal/model/budget.ts";
import { gatherDemands } from "../../src/internal/session/hold-report.ts";

describe("gatherDemands", () => {
  const readsFor = async (budgets: readonly Budget[], compares: boolean) => {
    let reads = 0;
    await gatherDemands({ budgets, compares }, () => {
      reads++;
      return Promise.resolve("there is none");
    });
    return reads;
  };

  it("reads the snapshot only where something is compared with it", async () => {
    assert.equal(await readsFor([], false), 0);
    assert.equal(await readsFor([{ minSpeedup: 2 }, { orderDependent: false }], false), 0);
    assert.equal(await readsFor([{ newHotspots: false }], false), 1);
    assert.equal(await readsFor([], true), 1);
  });
});
