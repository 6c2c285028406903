import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ALL_PAIRS, ALL_SUCCEED, Cloned, CrowdLab } from "./support/crowd-lab.ts";
import { desk } from "./support/list-contracts.ts";

/** Four have come, and sell something each: the ids are 1 to 4. */
async function deskLab() {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(desk);
  for (const user of [1, 2, 3, 4]) {
    await contract.call(user, "come");
    await contract.call(user, "sell");
  }
  return { lab, contract };
}

describe("knowPlaces, of elements that are structs or share slots", () => {
  const lists = [
    ["of a struct that holds an address first", "buyOffer", 0],
    ["of a struct that holds a small id first", "buyLot", 4],
  ] as const;
  for (const [what, name, list] of lists) {
    for (const id of [1, 2]) {
      it(`each takes another one out: ${what}, ${id} of 4`, async () => {
        const { contract } = await deskLab();
        const cloned = await Cloned.of(await contract.call(6, name, [id]));
        assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
        const { [contract.slot(list)]: length, ...others } = cloned.conflicts("spread");
        assert.equal(length, ALL_PAIRS);
        // Who comes next moves into the place of what is gone, and is moved.
        assert(Object.values(others).every((pairs) => pairs === 1));
      });
    }
  }

  for (const who of [1, 3, 4]) {
    it(`each sends another guest away: ${who} of 4`, async () => {
      const { lab, contract } = await deskLab();
      const cloned = await Cloned.of(await contract.call(6, "kick", [lab.user(who)]));
      assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
      assert.equal(cloned.conflicts("spread")[contract.slot(2)], ALL_PAIRS);
    });
  }

  it("owners take ids out of a list of packed ones", async () => {
    for (const id of [1, 2]) {
      const { contract } = await deskLab();
      const cloned = await Cloned.of(await contract.call(id, "removeId", [id]));
      assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
      assert.equal(cloned.conflicts("same")[contract.slot(6)], ALL_PAIRS);
    }
  });
});

describe("withOwners, of what stands in a place of the sender's", () => {
  for (const id of [1, 2, 3]) {
    it(`sellers change what they sell: ${id} of 4`, async () => {
      const { contract } = await deskLab();
      const cloned = await Cloned.of(await contract.call(id, "reprice", [id, 85]));
      assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
      assert.deepEqual(cloned.conflicts("same"), {});
    });

    for (const [name, list] of [
      ["cancelAd", 9],
      ["cancelOffer", 0],
    ] as const) {
      it(`sellers take back what they sell: ${name}, ${id} of 4`, async () => {
        const { contract } = await deskLab();
        const cloned = await Cloned.of(await contract.call(id, name, [id]));
        assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
        assert.equal(cloned.conflicts("same")[contract.slot(list)], ALL_PAIRS);
      });
    }
  }
});
