import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { meetByContent } from "../../src/internal/crowds/meet-by-content.ts";
import { proposals } from "./support/contracts.ts";
import { Cloned, CrowdLab } from "./support/crowd-lab.ts";

/** How many of its clones get through, and whether they meet only as all say the same. */
async function crowdOf(name: string, args: readonly unknown[] = []): Promise<[number, boolean]> {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(proposals);
  const cloned = await Cloned.of(await contract.call(1, name, args));
  assert.equal(cloned.hasSpread, false);
  const succeeded = cloned.statuses("same").filter((status) => status === 1);
  return [succeeded.length, meetByContent(cloned.crowd("same").execution)];
}

describe("meetByContent", () => {
  it("knows entries under a hash of what the call says", async () => {
    assert.deepEqual(await crowdOf("propose", [1, 1]), [1, true]);
    assert.deepEqual(await crowdOf("proposeOnce", [1, 1]), [1, true]);
  });

  it("knows that who says the same meets at what there is for all, too", async () => {
    assert.deepEqual(await crowdOf("proposeAndCount", [1, 1]), [1, false]);
  });

  it("leaves alone what only one can have, whatever is said", async () => {
    assert.deepEqual(await crowdOf("take"), [1, false]);
    assert.deepEqual(await crowdOf("takeOfRound"), [1, false]);
  });

  it("leaves alone what all can do", async () => {
    assert.deepEqual(await crowdOf("support", [1, 1]), [4, false]);
  });
});
