import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { AbiCoder, keccak256 } from "ethers";

import { userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { studyCall } from "../../src/internal/crowds/study-call.ts";
import { studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import type { CrowdCall, CrowdTarget } from "../../src/internal/model/crowd.ts";
import { board, escrow, members, pools, token } from "./support/contracts.ts";
import {
  ALL_PAIRS,
  ALL_SUCCEED,
  checkMatched,
  Cloned,
  conflictsOf,
  CrowdLab,
  execute,
} from "./support/crowd-lab.ts";
import { word } from "./support/known.ts";

/** At which targets two users meet. */
async function meetAt(first: CrowdCall, second: CrowdCall): Promise<CrowdTarget[]> {
  const [a, b] = [await studyCall(first, execute), await studyCall(second, execute)];
  assert(a.kind === "cloneable" && b.kind === "cloneable");
  const [studied] = await studyPairs([{ a, b }], execute, () => false);
  assert(studied !== undefined && studied.runs.length > 0);
  const met = studied.runs.flatMap(({ target, executions, together }) => {
    if (together) executions.forEach(checkMatched);
    const conflicts = executions.flatMap((one) => Object.keys(conflictsOf(one)));
    return conflicts.length > 0 ? [target] : [];
  });
  return [...new Set(met)].sort();
}

describe("calls that name their own sender", () => {
  it("name the same recipient as others do, or their own", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(token);
    const mint = await contract.call(1, "mint", [lab.user(1), 5]);
    const move = await contract.call(1, "move", [lab.user(1), lab.user(1), 2]);
    const cloned = await Cloned.of(move);
    assert.equal(cloned.call.known.call.recorded, move.transaction);
    assert.deepEqual(cloned.conflicts("spread"), {});
    assert.deepEqual(await meetAt(move, move), ["same"]);
    const total = contract.slot(2);
    const spread = (await Cloned.of(mint)).conflicts("spread");
    assert.deepEqual(spread, { [total]: ALL_PAIRS });
  });

  it("leave what is refused to all others as it is", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(token);
    await contract.call(0, "mint", [lab.user(1), 100]);
    await contract.call(1, "approve", [lab.user(1), 50]);
    const call = await contract.call(1, "transferFrom", [lab.user(1), lab.user(1), 5]);
    const cloned = await Cloned.of(call);
    // The second place alone: an allowance of another one's is not there.
    const { input } = cloned.call.known.call.transaction.fields;
    assert.equal(input.split(lab.user(1).slice(2)).length, 2);
    assert.deepEqual(cloned.conflicts("spread"), {});
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
  });
});

describe("calls under a number that an entry of the sender's holds", () => {
  it("are made under numbers of their own", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(members);
    await contract.call(1, "join");
    for (const [name, args] of [
      ["post", []],
      ["postAndMark", [1]],
      ["postAs", [1]],
    ] as const) {
      const cloned = await Cloned.of(await contract.call(1, name, args));
      assert.deepEqual(cloned.conflicts("same"), { [contract.entry(2, 1)]: ALL_PAIRS }, name);
      assert.deepEqual(cloned.conflicts("spread"), {}, name);
      assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED, name);
    }
  });

  it("have numbers of their own at once where these hold the sender", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(members);
    await contract.call(1, "join");
    const cloned = await Cloned.of(await contract.call(1, "postOwned"));
    assert.deepEqual(cloned.conflicts("same"), {});
    assert.deepEqual(await meetAt(cloned.call.known.call, cloned.call.known.call), []);
    const like = await contract.call(2, "like", [1]);
    assert.deepEqual(await meetAt(cloned.call.known.call, like), ["same"]);
  });

  it("leave other entries that hold the same number", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(members);
    await contract.call(1, "join");
    await contract.call(1, "mark", [1]);
    const cloned = await Cloned.of(await contract.call(1, "postAndMark", [3]));
    const { execution } = cloned.crowd("spread");
    const marks = contract.entry(3, userAddress(0));
    const [, slot] = /:(0x[0-9a-f]{64})$/.exec(marks) ?? [];
    const account = execution.scenario.preState.get(contract.address);
    assert.equal([...(account?.storage ?? [])].find(([one]) => one === slot)?.[1], 1n);
    assert.deepEqual(cloned.conflicts("spread"), {});
  });

  it("are no role, though the number is 1", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(members);
    await contract.call(1, "join");
    await contract.call(2, "like", [1]);
    await contract.call(2, "like", [2]);
    const studied = await studyCall(await contract.call(1, "post"), execute);
    assert.equal(studied.kind, "cloneable");
  });

  it("are the same for two, whatever entries hold them", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(members);
    await contract.call(1, "join");
    await contract.call(2, "oppose", [1]);
    await contract.call(2, "like", [1]);
    const [post, annoy] = [await contract.call(1, "post"), await contract.call(2, "annoy")];
    for (const one of [post, annoy]) {
      for (const other of [post, annoy]) assert.deepEqual(await meetAt(one, other), ["same"]);
    }
  });

  it("are found among other fields of a slot", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(members);
    await contract.call(1, "enroll");
    const cloned = await Cloned.of(await contract.call(1, "visit"));
    assert.deepEqual(cloned.conflicts("same"), { [contract.entry(2, 1)]: ALL_PAIRS });
    assert.deepEqual(cloned.conflicts("spread"), {});
    assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
  });

  it("are followed where the entry goes by an argument", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(members);
    await contract.call(1, "open", [7, 3]);
    const cloned = await Cloned.of(await contract.call(1, "trade", [7, 5]));
    assert.deepEqual(cloned.conflicts("same"), { [contract.entry(6, 3)]: ALL_PAIRS });
    assert.deepEqual(cloned.conflicts("spread"), {});
  });
});

describe("calls under keys that are computed", () => {
  const key = (lab: CrowdLab) => [lab.user(5), lab.user(6), 3000];

  it("name other things that hashes are made of", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(pools);
    await contract.call(0, "create", [key(lab)]);
    const add = await contract.call(1, "add", [key(lab), 5]);
    const cloned = await Cloned.of(add);
    assert.equal(Object.values(cloned.conflicts("same"))[0], ALL_PAIRS);
    assert.deepEqual(cloned.conflicts("spread"), {});
    assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(await meetAt(add, add), ["same"]);
  });

  it("have what is under the sender's hash for themselves", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(pools);
    const call = await contract.call(1, "addOwn", [key(lab), 5]);
    assert.deepEqual((await Cloned.of(call)).conflicts("same"), {});
    assert.deepEqual(await meetAt(call, call), []);
  });

  it("name other ticks, of which there are few", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(board);
    const cloned = await Cloned.of(await contract.call(1, "trade", [600]));
    assert.deepEqual(cloned.conflicts("same"), { [contract.entry(7, 10)]: ALL_PAIRS });
    assert.deepEqual(cloned.conflicts("spread"), {});
  });

  it("name other bits of a bitmap", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(pools);
    await contract.call(1, "use", [300]);
    const call = await contract.call(2, "use", [301]);
    const cloned = await Cloned.of(call);
    assert.deepEqual(cloned.conflicts("spread"), {});
    assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(await meetAt(call, call), ["same"]);
  });
});

describe("calls that pay out what belongs to the sender's own deal", () => {
  it("find a deal of each user's, and the ether for it", async () => {
    const lab = await CrowdLab.create();
    const coin = await lab.deploy(token);
    const contract = await lab.deploy(escrow, coin.address);
    await contract.call(1, "open", [7, lab.user(2)], { value: "0xde0b6b3a7640000" });
    const cloned = await Cloned.of(await contract.call(1, "release", [7]));
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    assert.equal(cloned.call.plainPots.length, 1);
    assert.deepEqual(await meetAt(cloned.call.known.call, cloned.call.known.call), []);
  });

  it("may be of the two whose deal it is", async () => {
    const lab = await CrowdLab.create();
    const coin = await lab.deploy(token);
    const contract = await lab.deploy(escrow, coin.address);
    const opened = { value: "0xde0b6b3a7640000" };
    await contract.call(1, "open", [7, lab.user(2)], opened);
    const release = await contract.call(1, "release", [7]);
    await contract.call(3, "open", [8, lab.user(4)], opened);
    await contract.call(4, "refund", [8]);
    await contract.call(1, "open", [9, lab.user(2)], opened);
    const refund = await contract.call(2, "refund", [9]);
    assert.deepEqual(await meetAt(release, refund), ["same"]);
    assert.deepEqual(await meetAt(release, release), []);
  });

  it("find enough in the sum of all deals", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(board);
    await contract.call(1, "lock", [7, 50_000]);
    const cloned = await Cloned.of(await contract.call(1, "unlock", [7]));
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    // What each deal holds stays as it is.
    assert.deepEqual(cloned.call.pots, [{ location: contract.slot(9), taken: 50_000n }]);
  });

  it("find the coins for it", async () => {
    const lab = await CrowdLab.create();
    const coin = await lab.deploy(token);
    const contract = await lab.deploy(escrow, coin.address);
    await coin.call(0, "mint", [lab.user(1), 100_000]);
    await contract.call(1, "openInCoin", [7, lab.user(2), 70_000]);
    const cloned = await Cloned.of(await contract.call(1, "releaseInCoin", [7]));
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    assert.equal(cloned.call.plainPots.length, 1);
  });
});

describe("calls that all can make", () => {
  it("need a registration that all can have, but no ownership that only the first one gets", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(board);
    const setters = [await contract.call(1, "register"), await contract.call(1, "initialize")];
    const flags = {
      setterOf: (location: string) =>
        setters.find((_, i) => contract.entry(i, lab.user(1)) === location),
      isNumber: () => false,
      flagIn: () => undefined,
    };
    const post = await contract.call(1, "post");
    assert.equal((await studyCall(post, execute)).kind, "uncloned");
    assert.equal((await studyCall(post, execute, flags)).kind, "cloneable");
    const moderate = await contract.call(1, "moderate");
    assert.equal((await studyCall(moderate, execute, flags)).kind, "uncloned");
    const held = {
      setterOf: () => undefined,
      isNumber: () => true,
      flagIn: () => undefined,
    };
    assert.equal((await studyCall(moderate, execute, held)).kind, "cloneable");
  });

  it("reveal what each has committed to", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(board);
    const salt = word(0xfeedfeedfeedfeedfeedn);
    const hash = keccak256(
      AbiCoder.defaultAbiCoder().encode(["address", "uint256", "bytes32"], [lab.user(1), 3, salt]),
    );
    await contract.call(1, "commit", [hash]);
    const cloned = await Cloned.of(await contract.call(1, "reveal", [3, salt]));
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(cloned.conflicts("same"), {});
  });

  it("cost more where the recorded one wrote what was there already", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(board);
    await contract.call(1, "touch");
    const cloned = await Cloned.of(await contract.call(1, "touch"));
    assert.deepEqual(cloned.conflicts("same"), { [contract.slot(6)]: ALL_PAIRS });
  });
});
