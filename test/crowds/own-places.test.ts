import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { keccak256 } from "ethers";

import { userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { studyCall } from "../../src/internal/crowds/study-call.ts";
import { studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import { studyExperiments } from "../../src/internal/experiments/study-experiments.ts";
import type { CrowdCall } from "../../src/internal/model/crowd.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import { type LocationKey, parseLocationKey } from "../../src/internal/model/location.ts";
import {
  ALL_PAIRS,
  ALL_SUCCEED,
  checkMatched,
  Cloned,
  conflictsOf,
  CrowdLab,
  type Deployed,
  execute,
  USERS,
} from "./support/crowd-lab.ts";
import { club, things } from "./support/list-contracts.ts";
import { word } from "./support/known.ts";

/** Three members. */
async function clubLab(join: string, args: readonly unknown[] = []) {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(club);
  for (const user of [1, 2, 3]) await contract.call(user, join, args);
  return { lab, contract };
}

/** Three things of one owner. */
async function thingsLab() {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(things);
  for (const id of [1, 2, 3]) await contract.call(1, "mint", [id]);
  return { lab, contract };
}

function valueAt(
  { address }: Deployed,
  { scenario }: ScenarioExecution,
  location: LocationKey,
): bigint {
  const place = parseLocationKey(location);
  assert(place.kind === "storage");
  return scenario.preState.get(address)?.storage.get(place.slot) ?? 0n;
}

function elementAt(contract: Deployed, array: bigint, index: bigint): LocationKey {
  return contract.slot(BigInt(keccak256(word(array))) + index);
}

describe("members of a list from which the last one takes the place of who leaves", () => {
  const lists = [
    { what: "by hand", join: "join", leave: "leave", array: 0n, entry: 1 },
    { what: "EnumerableSet", join: "add", leave: "remove", array: 2n, entry: 3 },
  ];
  for (const { what, join, leave, array, entry } of lists) {
    for (const who of [1, 2, 3]) {
      it(`have places of their own, ${what}: member ${who} of 3`, async () => {
        const { lab, contract } = await clubLab(join);
        const cloned = await Cloned.of(await contract.call(who, leave));
        const { execution } = cloned.crowd("same");
        const value = (location: LocationKey) => valueAt(contract, execution, location);
        assert.equal(value(contract.slot(array)), 3n + BigInt(USERS));
        const places = Array.from({ length: USERS }, (_, user) => {
          const place = value(contract.entry(entry, userAddress(user)));
          const holder = value(elementAt(contract, array, place - 1n));
          assert.equal(holder, BigInt(userAddress(user)));
          return place;
        });
        assert.equal(new Set(places).size, USERS);
        // The last one is still the last one, and its entry says so.
        const last = value(contract.entry(entry, lab.user(3)));
        assert.equal(value(elementAt(contract, array, last - 1n)), BigInt(lab.user(3)));
        assert.equal(last, who === 3 ? 3n : 3n + BigInt(USERS));
        assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
        // All meet at the length. Who comes next moves into the place of who has left, and is moved.
        const { [contract.slot(array)]: length, ...others } = cloned.conflicts("same");
        assert.equal(length, ALL_PAIRS);
        assert(Object.values(others).every((pairs) => pairs === 1));
        assert(!(elementAt(contract, array, BigInt(who - 1)) in others) || who === 3);
      });
    }

    it(`join and leave in any order, ${what}`, async () => {
      const { contract } = await clubLab(join);
      const calls = [await contract.call(4, join), await contract.call(2, leave)];
      for (const one of calls) {
        for (const other of calls) await meetAt(contract.slot(array), one, other);
      }
    });

    it(`stand elsewhere in another order, ${what}`, async () => {
      const { contract } = await clubLab(join);
      const cloned = await Cloned.of(await contract.call(1, leave));
      const { scenario } = cloned.crowd("same").execution;
      const { orders } = await studyExperiments(
        {
          orders: [{ scenario, earlier: 0, later: 1, statuses: [1, 1] }],
          accumulators: [],
          sharings: [],
        },
        execute,
        { isOver: () => false, onProgress: () => undefined },
      );
      const [finding] = orders;
      assert.equal(finding?.verdict.kind, "different outcome");
    });
  }

  it("need a place to do something there", async () => {
    const { contract } = await clubLab("join");
    const greet = await Cloned.of(await contract.call(2, "greet"));
    assert.deepEqual(greet.conflicts("same"), {});
    const { contract: other } = await clubLab("sit");
    for (const who of [1, 2]) {
      const visit = await Cloned.of(await other.call(who, "visit"));
      assert.deepEqual(visit.conflicts("same"), {});
      assert.deepEqual(visit.statuses("same"), ALL_SUCCEED);
    }
  });

  it("have places in the list of what they name", async () => {
    const { contract } = await clubLab("enter", [6]);
    const exit = await Cloned.of(await contract.call(2, "exit", [6]));
    assert.equal(Object.values(exit.conflicts("same")).sort().at(-1), ALL_PAIRS);
    assert.deepEqual(exit.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(exit.conflicts("spread"), {});
    assert.deepEqual(exit.statuses("spread"), ALL_SUCCEED);
  });

  it("name themselves, or somebody else of the list", async () => {
    const { lab, contract } = await clubLab("add");
    const drop = await Cloned.of(await contract.call(1, "drop", [lab.user(1)]));
    assert.equal(drop.conflicts("same")[contract.slot(2)], ALL_PAIRS);
    const expel = await Cloned.of(await contract.call(1, "expel", [lab.user(2)]));
    assert.equal(expel.conflicts("spread")[contract.slot(2)], ALL_PAIRS);
    assert.deepEqual(expel.statuses("spread"), ALL_SUCCEED);
  });
});

describe("owners of what ERC721Enumerable lists", () => {
  for (const id of [1, 2, 3]) {
    it(`transfer it out of lists of their own: ${id} of 3`, async () => {
      const { lab, contract } = await thingsLab();
      const args = [lab.user(1), lab.user(2), id];
      const cloned = await Cloned.of(await contract.call(1, "transferFrom", args));
      const balance = contract.entry(3, lab.user(2));
      assert.deepEqual(cloned.conflicts("same"), { [balance]: ALL_PAIRS });
      assert.deepEqual(cloned.conflicts("spread"), {});
      assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
    });

    it(`burn what stands in a place of its own: ${id} of 3`, async () => {
      const { contract } = await thingsLab();
      const cloned = await Cloned.of(await contract.call(1, "burn", [id]));
      assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
      const { [contract.slot(8)]: length, ...others } = cloned.conflicts("same");
      assert.equal(length, ALL_PAIRS);
      assert(Object.values(others).every((pairs) => pairs === 1));
    });
  }
});

/** Two users do, at the length of the list. */
async function meetAt(length: string, first: CrowdCall, second: CrowdCall): Promise<void> {
  const [a, b] = [await studyCall(first, execute), await studyCall(second, execute)];
  assert(a.kind === "cloneable" && b.kind === "cloneable");
  const [studied] = await studyPairs([{ a, b }], execute, () => false);
  assert(studied !== undefined && studied.runs.length > 0);
  for (const { executions, together } of studied.runs) {
    assert(together);
    executions.forEach(checkMatched);
    for (const one of executions) assert(length in conflictsOf(one));
  }
}
