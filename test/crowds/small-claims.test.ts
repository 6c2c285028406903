import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ALL_SUCCEED, Cloned, CrowdLab } from "./support/crowd-lab.ts";
import { teams } from "./support/contracts.ts";

describe("findPots, of small amounts", () => {
  for (const amount of [1, 5, 10]) {
    it(`finds enough for many in the sum of what each has: ${amount}`, async () => {
      const lab = await CrowdLab.create();
      const contract = await lab.deploy(teams);
      for (const user of [1, 2]) await contract.call(user, "add", [amount]);
      const cloned = await Cloned.of(await contract.call(1, "move", [3]));
      const pot = { location: contract.entry(1, 0), taken: BigInt(amount) };
      assert.deepEqual(cloned.call.pots, [pot]);
      assert.deepEqual(cloned.call.plainPots, [pot]);
      assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    });
  }

  it("takes no amount for a claim that is the same by chance", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(teams);
    for (let i = 0; i < 5; i++) await contract.call(1, "rise");
    const cloned = await Cloned.of(await contract.call(1, "take", [5]));
    assert.deepEqual(cloned.call.pots, []);
  });
});
