/** What varies beside words that are keys: indices of arrays, texts, and ids of small types. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { keccak256, toUtf8Bytes, toUtf8String } from "ethers";

import { LENGTH } from "../../src/internal/crowds/copy-state.ts";
import { freshText } from "../../src/internal/crowds/fresh-text.ts";
import { freshWord, userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { type StudiedPair, studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { bytesToHex } from "../../src/internal/primitives/hex.ts";
import { ids, names, orders, small } from "./support/contracts.ts";
import {
  ALL_PAIRS,
  ALL_SUCCEED,
  Cloned,
  conflictsOf,
  CrowdLab,
  type Deployed,
  execute,
  study,
  USERS,
  whyNot,
} from "./support/crowd-lab.ts";
import { offsetOf, word } from "./support/known.ts";

describe("studyCrowds, of indices of arrays", () => {
  for (const index of [0, 1, 2]) {
    it(`has each user cancel an order of its own, of three: order ${index}`, async () => {
      const contract = await orderLab();
      const cancel = await Cloned.of(await contract.call(index + 1, "cancel", [index]));
      assert.deepEqual(cancel.statuses("same"), ALL_SUCCEED);
      assert.deepEqual(cancel.conflicts("same"), {});
      const { varied, scenario } = cancel.crowd("same").crowd;
      assert.deepEqual(varied, [word(index)]);
      const storage = scenario.preState.get(contract.address)?.storage;
      assert.equal(storage?.get(word(0)), LENGTH);
      for (const [user, { fields }] of scenario.transactions.entries()) {
        const fresh = freshWord(word(index), user, 0);
        assert.equal(fields.input.slice(10), fresh.slice(2));
        const element = elementOf(0, BigInt(fresh), 3n);
        assert.equal(storage.get(word(element)), BigInt(userAddress(user)));
        assert.equal(storage.get(word(element + 1n)), BigInt(10 + index));
      }
    });
  }

  it("varies an index that holds nobody, so that they meet at the same one only", async () => {
    const contract = await orderLab();
    const fill = await Cloned.of(await contract.call(4, "fill", [1, 1]));
    const [amount, fills] = [1n, 2n].map((member) => contract.slot(elementOf(0, 1n, 3n) + member));
    assert(amount !== undefined && fills !== undefined);
    assert.deepEqual(fill.conflicts("same"), { [amount]: ALL_PAIRS, [fills]: ALL_PAIRS });
    assert.deepEqual(fill.crowd("same").crowd.varied, []);
    assert.deepEqual(fill.crowd("spread").crowd.varied, [word(1)]);
    assert.deepEqual(fill.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(fill.conflicts("spread"), {});
    // The 1 that is the amount stays.
    for (const { fields } of fill.crowd("spread").crowd.scenario.transactions) {
      assert.equal(fields.input.slice(-64), word(1).slice(2));
    }
  });

  it("counts ids from 1, and finds them in a mapping, too", async () => {
    const contract = await orderLab();
    const cancel = await Cloned.of(await contract.call(2, "cancelById", [2]));
    assert.deepEqual(cancel.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(cancel.conflicts("same"), {});
    const [identity] = cancel.call.same.varied;
    assert.deepEqual(identity?.arrays, [
      { address: contract.address, parent: 0n, size: 3n, shift: -1n },
    ]);
    assert.deepEqual(identity.mappings, [`${contract.address} 0`, `${contract.address} 3`]);
  });

  it("has the last one take the place of one that is removed", async () => {
    const contract = await orderLab();
    const remove = await Cloned.of(await contract.call(1, "remove", [0]));
    // They come one after another: an order that is removed was the last one's place for the next.
    assert.deepEqual(remove.statuses("same"), ALL_SUCCEED);
    assert.equal(remove.conflicts("same")[contract.slot(0)], ALL_PAIRS);
    const [first] = remove.crowd("same").execution.transactions;
    const place = elementOf(0, BigInt(freshWord(word(0), 0, 0)), 3n);
    const moved = first?.result?.accesses.writes.find(
      ({ location }) => location === contract.slot(place + 1n),
    );
    assert.deepEqual(moved?.value, 12n, "the amount of the last one");
  });

  it("has arrays that are values of mappings, and members that are arrays or mappings", async () => {
    const contract = await orderLab();
    const market: Hex = `0x${"1d".repeat(32)}`;
    await contract.call(1, "placeAt", [market, 5]);
    await contract.call(2, "placeAt", [market, 6]);
    const cancel = await Cloned.of(await contract.call(2, "cancelAt", [market, 1]));
    assert.deepEqual(cancel.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(cancel.conflicts("same"), {});
    const lab = await openPoll();
    const vote = await Cloned.of(await lab.call(3, "vote", [0]));
    assert.deepEqual(vote.conflicts("same"), { [lab.slot(elementOf(2, 0n, 3n))]: ALL_PAIRS });
    assert.deepEqual(vote.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(vote.conflicts("spread"), {});
    const replace = await Cloned.of(await lab.call(2, "replace", [0, 1, lab.address]));
    assert.deepEqual(replace.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(replace.conflicts("same"), {});
  });

  it("gives each user an element that is an address and nothing else", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(orders);
    for (const user of [1, 2]) await contract.call(user, "enlist");
    const hand = await Cloned.of(await contract.call(1, "hand", [0, lab.user(3)]));
    assert.deepEqual(hand.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(hand.conflicts("same"), {});
  });

  it("leaves an index of an array of one's own, and an array that a call goes through", async () => {
    const contract = await orderLab();
    await contract.call(1, "placeOwn", [5]);
    const own = await Cloned.of(await contract.call(1, "cancelOwn", [0]));
    assert.equal(own.hasSpread, false);
    assert.deepEqual(own.conflicts("same"), {});
    const total = await Cloned.of(await contract.call(1, "total", [0]));
    assert.equal(total.hasSpread, false);
    assert.deepEqual(total.statuses("same"), ALL_SUCCEED);
  });

  it("finds room in a small type", async () => {
    const contract = await orderLab();
    const cancel = await Cloned.of(await contract.call(2, "cancelSmall", [1]));
    assert.deepEqual(cancel.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(cancel.conflicts("same"), {});
    assert.equal(cancel.call.same.varied[0]?.room, 8);
  });

  it("has two calls meet at the same element, and at no other", async () => {
    const contract = await orderLab();
    const [cancel, fill] = await Promise.all([
      Cloned.of(await contract.call(1, "cancel", [0])),
      Cloned.of(await contract.call(4, "fill", [1, 1])),
    ]);
    const [studied] = await studyPairs([{ a: cancel.call, b: fill.call }], execute, () => false);
    assert.deepEqual(meetingsOf(studied), [
      { target: "same", together: true, meet: [true, true] },
      { target: "spread", together: true, meet: [false, false] },
    ]);
  });
});

describe("studyCrowds, of texts", () => {
  it("has each user release a name of its own, as long", async () => {
    const { contract } = await nameLab("alice.eth");
    const release = await Cloned.of(await contract.call(1, "release", ["alice.eth"]));
    assert.deepEqual(release.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(release.conflicts("same"), {});
    const text = textOf("alice.eth");
    assert.deepEqual(release.crowd("same").crowd.varied, [text]);
    const passed = release
      .crowd("same")
      .crowd.scenario.transactions.map(
        ({ fields }) => names.interface.decodeFunctionData("release", fields.input)[0] as string,
      );
    assert.deepEqual(
      passed,
      [0, 1, 2, 3].map((user) => toUtf8String(freshText(text, user, 0))),
    );
    assert.equal(new Set(passed).size, USERS);
    for (const name of passed) assert.match(name, /^[a-z]{5}\.[a-z]{3}$/);
  });

  it("finds the entry by the hash of the name, and names that are stored", async () => {
    const { contract } = await nameLab("alice.eth");
    const hashed = await Cloned.of(await contract.call(1, "releaseHashed", [5, "alice.eth"]));
    assert.deepEqual(hashed.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(hashed.conflicts("same"), {});
    assert.deepEqual(hashed.crowd("same").crowd.varied, [textOf("alice.eth")]);
    const primary = await Cloned.of(await contract.call(1, "releasePrimary", ["alice.eth"]));
    // Only the stored name is looked at: one who has it as well may do so.
    assert.deepEqual(primary.crowd("same").crowd.varied, []);
    assert.deepEqual(primary.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(primary.conflicts("spread"), {});
  });

  it("varies names that hold nobody, longer ones than a word and bytes, too", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(names);
    for (const key of ["0xdeadbeef", textOf("the quick brown fox jumps over the lazy dog")]) {
      const hit = await Cloned.of(await contract.call(1, "hit", [key]));
      assert.equal(Object.values(hit.conflicts("same")).length, 1);
      assert.deepEqual(hit.crowd("spread").crowd.varied, [key]);
      assert.deepEqual(hit.statuses("spread"), ALL_SUCCEED);
      assert.deepEqual(hit.conflicts("spread"), {});
    }
  });

  it("leaves texts that are too short for many", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(names);
    const hit = await Cloned.of(await contract.call(1, "hit", ["0xabcdef"]));
    assert.equal(hit.hasSpread, false);
  });

  it("has two calls meet at the same name, longer or shorter, and at no other", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(names);
    const [short, long] = await Promise.all([
      Cloned.of(await contract.call(1, "hit", [textOf("alice.eth")])),
      Cloned.of(await contract.call(2, "hit", [textOf("bob.ethereum")])),
    ]);
    const [studied] = await studyPairs([{ a: short.call, b: long.call }], execute, () => false);
    assert.deepEqual(meetingsOf(studied), [
      { target: "same", together: true, meet: [true, true] },
      { target: "spread", together: true, meet: [false, false] },
    ]);
  });
});

describe("studyCrowds, of ids of small types", () => {
  it("has ids below 256, and below 65,536", async () => {
    const lab = await CrowdLab.create();
    const [contract, other] = [await lab.deploy(ids), await lab.deploy(small)];
    const add = await Cloned.of(await contract.call(1, "addSmall", [7, 5]));
    assert.deepEqual(add.conflicts("same"), { [contract.entry(0, 7)]: ALL_PAIRS });
    assert.deepEqual(passedIn(add), [64, 65, 66, 67]);
    assert.deepEqual(add.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(add.conflicts("spread"), {});
    const bid = await Cloned.of(await other.call(1, "bid", [7, 5]));
    assert.deepEqual(passedIn(bid), [0x6000, 0x6001, 0x6002, 0x6003]);
    assert.deepEqual(bid.conflicts("spread"), {});
  });

  it("has each user leave a seat of its own, and not one that is in use", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(small);
    await contract.call(1, "sit", [7]);
    const leave = await Cloned.of(await contract.call(1, "leave", [7]));
    assert.deepEqual(leave.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(leave.conflicts("same"), {});
    await contract.call(1, "sit", [65]);
    // Such a type holds no ids but those of the users, one of which this is.
    const { cause } = await whyNot(await contract.call(1, "leave", [65]));
    assert.equal(cause, "owner-only");
  });

  it("varies two of one byte, and has no more users than ids", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(small);
    const call = await contract.call(1, "lay", [1, 2]);
    const lay = await Cloned.of(call);
    assert.deepEqual(lay.crowd("spread").crowd.varied, [word(1), word(2)]);
    assert.deepEqual(lay.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(lay.conflicts("spread"), {});
    const { crowds } = await study([call], { users: 70 });
    const sizes = crowds.map(({ execution }) => execution.transactions.length);
    assert.deepEqual(sizes, [70, 64]);
    const spread = crowds[1]?.execution.transactions ?? [];
    assert(spread.every(({ result }) => result?.outcome.status === 1));
  });

  it("does not take an amount of one byte for an id, that is the same number by chance", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(small);
    const count = await Cloned.of(await contract.call(1, "count", [3]));
    assert.equal(count.hasSpread, false);
    const tag = await Cloned.of(await contract.call(1, "tag", [7, 7]));
    assert.deepEqual(
      tag.call.spread?.varied.map(({ offsets, room }) => [offsets, room]),
      [[[offsetOf(1)], undefined]],
    );
  });

  it("has two calls meet under an id of one byte, though only one of them takes no larger one", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(small);
    const [wide, narrow] = [
      await Cloned.of(await contract.call(1, "tag", [5, 7])),
      await Cloned.of(await contract.call(2, "tagSmall", [7])),
    ];
    const [studied] = await studyPairs([{ a: wide.call, b: narrow.call }], execute, () => false);
    assert.deepEqual(meetingsOf(studied), [
      { target: "same", together: true, meet: [true, true] },
      { target: "spread", together: true, meet: [false, false] },
    ]);
  });

  it("has no other values of an enum", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(small);
    const lean = await Cloned.of(await contract.call(1, "lean", [1]));
    assert.equal(lean.hasSpread, false);
  });
});

/** Three orders, of 10, 11 and 12, of the first three users. */
async function orderLab(): Promise<Deployed> {
  const contract = await (await CrowdLab.create()).deploy(orders);
  for (const user of [1, 2, 3]) await contract.call(user, "place", [9 + user]);
  return contract;
}

async function openPoll(): Promise<Deployed> {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(orders);
  await contract.call(0, "open", [lab.user(1), lab.user(2)]);
  return contract;
}

/** `name` is the first user's. */
async function nameLab(name: string) {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(names);
  await contract.call(1, "register", [name]);
  return { lab, contract };
}

/** The slot of an element of an array that is a variable. */
function elementOf(array: number, index: bigint, size: bigint): bigint {
  return BigInt(keccak256(word(array))) + index * size;
}

function textOf(text: string): Hex {
  return bytesToHex(toUtf8Bytes(text));
}

/** The first argument, a number, of each user. */
function passedIn(call: Cloned): number[] {
  const { transactions } = call.crowd("spread").crowd.scenario;
  return transactions.map(({ fields }) => Number(`0x${fields.input.slice(10, 74)}`));
}

function meetingsOf(studied: StudiedPair | undefined) {
  return studied?.runs.map(({ target, together, executions }) => ({
    target,
    together,
    meet: executions.map((one) => Object.keys(conflictsOf(one)).length > 0),
  }));
}
