import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type {
  AccumulatorQuestion,
  AccumulatorVerdict,
  Place,
} from "../../src/internal/model/experiment.ts";
import type { Scenario, ScenarioTransaction } from "../../src/internal/model/scenario.ts";
import { encode } from "../executor/support/solidity.ts";
import { askAccumulator } from "./support/ask.ts";
import { child, Market } from "./support/market.ts";

const WHOLE = { offset: 0, size: 32, inferred: true };
/** The large delta of a field of 32 bytes. */
const LARGE = 1n << 254n;

type Call = Record<string, unknown>;

/** What the last of some transactions does with a slot. */
async function lastOf(
  market: Market,
  calls: readonly Call[],
  slot: number,
  field?: AccumulatorQuestion["field"],
): Promise<AccumulatorVerdict> {
  const scenario = await market.chain.sequence(calls);
  const verdict = await askAccumulator({
    scenario,
    transaction: calls.length - 1,
    location: market.slot(slot),
    ...(field === undefined ? {} : { field }),
  });
  return withoutThresholds(verdict);
}

/** They are those of the whole code near by, which grows with other tests. */
function withoutThresholds(verdict: AccumulatorVerdict): AccumulatorVerdict {
  if (!("thresholds" in verdict)) return verdict;
  const { thresholds, ...others } = verdict;
  assert(thresholds.length > 0);
  return others;
}

/** Where it flows to, with the delta that showed it. */
function flowsOf(verdict: AccumulatorVerdict): (Place & { delta: bigint })[] {
  assert(verdict.kind === "flows", verdict.kind);
  return [...verdict.places];
}

describe("studyAccumulator", () => {
  it("finds a counter to be one, with the deltas that it tried", async () => {
    const market = await Market.create();
    const calls = [1, 2, 3, 4, 5, 6].map((user) => market.call(user, "bump"));
    assert.deepEqual(await lastOf(market, calls, 0), {
      kind: "commutative",
      field: WHOLE,
      own: 1n,
      // The counter is at 5.
      deltas: [1n, 7n, -1n, -2n, -5n, LARGE],
    });
  });

  it("finds a total supply to be one on both sides, but what is burnt must be there", async () => {
    const market = await Market.create();
    const mints = [market.call(1, "mint", 100), market.call(2, "mint", 20)];
    const minted = await lastOf(market, mints, 1);
    assert(minted.kind === "commutative");
    assert.equal(minted.own, 20n);
    assert.deepEqual(minted.deltas, [1n, 7n, -1n, -50n, -100n, LARGE, 20n]);
    assert.equal(minted.bound, undefined);
    const burnt = await lastOf(market, [market.call(1, "burn", 30)], 1);
    assert(burnt.kind === "commutative");
    assert.equal(burnt.own, -30n);
    // With 91 less there are 29, too little for 30: that run is not one that shows a sum.
    assert.deepEqual(burnt.deltas, [1n, 7n, -1n, -60n, -90n, LARGE, -30n]);
    assert.deepEqual(burnt.bound, { kind: "enough must be there", delta: -91n });
  });

  it("tells the stock that the last buyer may not find, and what it says besides", async () => {
    const market = await Market.create();
    const restock = market.call(1, "restock", 5);
    const bound = { kind: "enough must be there", delta: -4n } as const;
    assert.deepEqual(await lastOf(market, [restock, market.call(2, "take", 2)], 22), {
      kind: "commutative",
      field: WHOLE,
      own: -2n,
      // From 5; those that leave 2 or more.
      deltas: [1n, 7n, -1n, -2n, -3n, LARGE],
      bound,
    });
    const told = await lastOf(market, [restock, market.call(2, "takeAndTell", 5)], 22);
    // 8 were there.
    assert.deepEqual(flowsOf(told), [{ into: "log", log: 0, delta: 1n }]);
    assert.deepEqual("bound" in told && told.bound, { ...bound, delta: -4n });
  });

  it("tells the bound of a stock in large units, whose type it does not know", async () => {
    const market = await Market.create();
    const restock = market.call(1, "restock", 0x500);
    const taken = await lastOf(market, [restock, market.call(2, "take", 0x200)], 22);
    assert.equal(taken.kind, "commutative");
    assert.deepEqual("bound" in taken && taken.bound, {
      kind: "enough must be there",
      delta: -0x400n,
    });
  });

  it("tells no bound where nothing stops it, and a comparison of the contract's own as a flow", async () => {
    const market = await Market.create();
    const restock = market.call(1, "restock", 5);
    const free = await lastOf(market, [restock, market.call(2, "takeUnchecked", 2)], 22);
    assert(free.kind === "commutative");
    assert.deepEqual([free.deltas.at(-1), free.bound], [-4n, undefined]);
    const kept = await lastOf(market, [market.call(2, "takeKept", 2)], 22);
    // 3 were there.
    assert.deepEqual(flowsOf(kept), [{ into: "status", delta: -2n }]);
    assert(!("bound" in kept));
  });

  it("tells the top of a narrow counter, not of a wide one", async () => {
    const market = await Market.create();
    const sitting = await lastOf(market, [market.call(1, "sit")], 23, { offset: 0, size: 1 });
    assert.deepEqual(sitting, {
      kind: "commutative",
      field: { offset: 0, size: 1, inferred: false },
      own: 1n,
      deltas: [1n, 7n, 64n],
      bound: { kind: "room must be left", delta: 255n },
    });
    const turning = await lastOf(market, [market.call(2, "sitUnchecked")], 23, {
      offset: 0,
      size: 1,
    });
    assert(turning.kind === "commutative");
    assert.deepEqual([turning.deltas.at(-1), turning.bound], [254n, undefined]);
  });

  it("finds a balance of a mapping, and a signed number below zero, to be one", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "mint", 7),
      market.call(2, "owe", 5),
    ]);
    const location = market.entry(2, market.user(1));
    const balance = await askAccumulator({ scenario, transaction: 0, location });
    assert.deepEqual([balance.kind, "own" in balance && balance.own], ["commutative", 7n]);
    const debt = await askAccumulator({
      scenario,
      transaction: 1,
      location: market.slot(15),
      field: { offset: 0, size: 32 },
    });
    assert.deepEqual(withoutThresholds(debt), {
      kind: "commutative",
      field: { offset: 0, size: 32, inferred: false },
      own: -5n,
      // Those that do not take it across zero, from 0.
      deltas: [7n, 5n, LARGE, 4n, -5n],
    });
  });

  it("names the bound of a capped sale", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "buy"), market.call(2, "buy")], 3);
    // One is sold, three can be: one more leaves room, seven more do not.
    assert.deepEqual(flowsOf(verdict), [{ into: "status", delta: 7n }]);
  });

  it("names the entry that a sequential id stands in", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "register")], 5);
    const location = market.entry(6, 0n);
    assert.deepEqual(flowsOf(verdict), [{ into: "storage", location, delta: 1n }]);
  });

  it("names the element that an array's length points to", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "push", 9)], 17);
    const [place, ...others] = flowsOf(verdict);
    assert.deepEqual([place?.into, place?.delta, others], ["storage", 1n, []]);
  });

  it("names the event that shows the value, not the one that does not", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "bumpAndTell")], 0);
    assert.deepEqual(flowsOf(verdict), [{ into: "log", log: 1, delta: 1n }]);
  });

  it("names a return value", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "bumpAndReturn")], 0);
    assert.deepEqual(flowsOf(verdict), [{ into: "return", delta: 1n }]);
  });

  it("names what is only looked up by the value", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "lookUp")], 0);
    const location = market.entry(18, 1n);
    assert.deepEqual(flowsOf(verdict), [{ into: "read", location, delta: 1n }]);
  });

  it("names the bid that a high one makes fail, though it overwrites a low one", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "bid", 50)], 7);
    assert.deepEqual(flowsOf(verdict), [{ into: "status", delta: LARGE }]);
  });

  it("names the slot itself where the value is compared and kept", async () => {
    const market = await Market.create();
    const verdict = await lastOf(market, [market.call(1, "reach", 50)], 16);
    // Up to 50 it is overwritten, beyond that it stays.
    assert.deepEqual(flowsOf(verdict), [
      { into: "storage", location: market.slot(16), delta: LARGE },
    ]);
  });

  it("names the shares that a price gives, and the division by nothing", async () => {
    const market = await Market.create();
    const calls = [
      market.call(1, "deposit", 100),
      market.call(2, "donate", 50),
      market.call(3, "deposit", 10),
    ];
    const verdict = await lastOf(market, calls, 8);
    // 10 * 100 / 150 = 6, as by 151, 157 and 149; by 75 it is 13.
    const places = [
      { into: "storage", location: market.slot(9), delta: -75n },
      { into: "storage", location: market.entry(10, market.user(3)), delta: -75n },
    ] as const;
    assert.deepEqual(flowsOf(verdict), [
      ...places.toSorted((a, b) => (a.location < b.location ? -1 : 1)),
      { into: "status", delta: -150n },
    ]);
    const donated = await lastOf(market, [market.call(4, "donate", 5)], 8);
    assert.equal(donated.kind, "commutative");
  });

  it("tells bits that are set, cleared or flipped from a sum", async () => {
    const market = await Market.create();
    const bitsOf = async (...calls: readonly Call[]) => {
      const verdict = await lastOf(market, calls, 28);
      assert(verdict.kind === "bits", verdict.kind);
      return [BigInt(verdict.bits), verdict.again];
    };
    // Nothing is there, so that most of what is added is still there afterwards.
    assert.deepEqual(await bitsOf(market.call(1, "mark", 8)), [1n << 8n, "stays"]);
    assert.deepEqual(await bitsOf(market.call(1, "mark", 255)), [1n << 255n, "stays"]);
    assert.deepEqual(await bitsOf(market.call(2, "unmark", 8)), [1n << 8n, "stays"]);
    assert.deepEqual(await bitsOf(market.call(2, "flip", 0)), [1n, "back"]);
    assert.deepEqual(await bitsOf(market.call(2, "flip", 0)), [1n, "back"]);
  });

  it("tells a map of what was claimed, each once, and looks at no other claim", async () => {
    const market = await Market.create();
    const calls = [0, 7, 9, 265, 300].map((i) => market.call(1 + (i % 3), "claim", i));
    const scenario = await market.chain.sequence(calls);
    const verdicts = await Promise.all(
      [0, 1, 2].map((transaction) =>
        askAccumulator({ scenario, transaction, location: market.entry(29, 0n) }),
      ),
    );
    assert.deepEqual(
      verdicts.map((verdict) => verdict.kind === "bits" && [BigInt(verdict.bits), verdict.again]),
      [
        [1n, "fails"],
        [1n << 7n, "fails"],
        [1n << 9n, "fails"],
      ],
    );
  });

  it("names what happens at a number in the code, in storage, or beside it in the slot", async () => {
    const market = await Market.create();
    const log = (delta: bigint) => ({ into: "log", log: 0, delta }) as const;
    assert.deepEqual(flowsOf(await lastOf(market, [market.call(1, "visit")], 35)), [log(99n)]);
    const tenth = flowsOf(await lastOf(market, [market.call(1, "visitTenth")], 35));
    // One visit was before it; that this is one more than 99 is because 100 stands near by, too.
    assert.deepEqual(tenth, [log(98n)]);
    const toFinal = flowsOf(await lastOf(market, [market.call(1, "visitToFinal")], 35));
    assert.deepEqual(toFinal, [log(4318n)]);
    const toGoal = flowsOf(await lastOf(market, [market.call(1, "visitToGoal", 7)], 35));
    // 3 were there.
    assert.deepEqual(toGoal, [
      { into: "storage", location: market.slot(16), delta: 1234567n - 7n - 3n },
    ]);
    const free = await lastOf(market, [market.call(1, "visitFreely", 7)], 35);
    assert.equal(free.kind, "commutative");
    const entering = [market.call(1, "enter"), market.call(2, "enter")];
    const entered = flowsOf(await lastOf(market, entering, 37, { offset: 0, size: 8 }));
    assert.deepEqual(entered, [{ into: "storage", location: market.slot(37), delta: 998n }]);
  });

  it("names what happens at a number that is passed, or that another contract has", async () => {
    const market = await Market.create();
    const opens = (delta: bigint) =>
      ({ into: "storage", location: market.slot(13), delta }) as const;
    const filled = await lastOf(market, [market.call(1, "fill", 7, 123_456)], 38);
    assert.deepEqual(flowsOf(filled), [opens(123_456n - 7n)]);
    // 7 were there.
    const toConfig = await lastOf(market, [market.call(1, "fillToConfig", 5)], 38);
    assert.deepEqual(flowsOf(toConfig), [opens(7_654_321n - 5n - 7n)]);
  });

  it("names the slot itself of a minimum, which stays where less was offered", async () => {
    const market = await Market.create();
    const location = market.slot(39);
    const offers = [market.call(1, "offer", 5000), market.call(2, "offer", 400)];
    // Half of what was there, and what is there less, are more than 400.
    assert.deepEqual(flowsOf(await lastOf(market, offers, 39)), [
      { into: "storage", location, delta: 399n - 5000n },
    ]);
  });

  it("takes nothing for a use of the value that only an impossible one shows", async () => {
    const market = await Market.create();
    const places = async (...calls: readonly Call[]) => {
      const found = flowsOf(await lastOf(market, calls, 17, { offset: 0, size: 32 }));
      return [...new Set(found.map(({ into }) => into))].sort();
    };
    // No array is as long as 2**254: it can be neither copied nor gone through.
    assert.deepEqual(await places(market.call(1, "pushAndCopy", 9)), ["read", "storage"]);
    assert.deepEqual(await places(market.call(1, "pushNew", 8)), ["read", "storage"]);
    // The half of a short text has the form of a very long one.
    const mottos = ["hello", "world"].map((text) => market.call(1, "setMotto", text));
    const motto = await lastOf(market, mottos, 27, { offset: 0, size: 32 });
    assert.equal(motto.kind, "overwritten");
    // That it is closed already is possible, that it is in the eighth of four phases is not.
    const closed = await lastOf(market, [market.call(1, "close")], 40, { offset: 20, size: 1 });
    assert.deepEqual(flowsOf(closed), [{ into: "status", delta: 3n }]);
  });

  it("takes no balance for bits of which all is paid out, in round numbers", async () => {
    for (const amount of [1n << 60n, 20n * 10n ** 18n]) {
      const market = await Market.create();
      const calls = [market.call(1, "restock", amount), market.call(2, "takeKept", amount)];
      const kept = await lastOf(market, calls, 22, { offset: 0, size: 32 });
      assert.deepEqual([kept.kind, flowsOf(kept)[0]?.into], ["flows", "status"]);
    }
  });

  it("tells what is overwritten, written back, only read, not touched", async () => {
    const market = await Market.create();
    const overwritten = await lastOf(market, [market.call(1, "touch")], 11);
    assert.equal(overwritten.kind, "overwritten");
    const address = { offset: 0, size: 20 };
    const known = await lastOf(market, [market.call(2, "touch")], 11, address);
    assert.equal(known.kind, "overwritten");
    const guarded = [market.call(1, "guarded")];
    assert.deepEqual(await lastOf(market, guarded, 12), { kind: "not-written" });
    assert.deepEqual(await lastOf(market, [market.call(1, "copyCount")], 0), { kind: "read-only" });
    assert.deepEqual(await lastOf(market, [market.call(1, "touch")], 0), { kind: "read-only" });
  });

  it("takes a field of a packed slot as given, and says what it worked out itself", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "tick"), market.call(2, "tick")];
    const given = await lastOf(market, calls, 19, { offset: 21, size: 8 });
    assert.deepEqual(given, {
      kind: "commutative",
      field: { offset: 21, size: 8, inferred: false },
      own: 1n,
      deltas: [1n, 7n, -1n, 1n << 62n],
    });
    const inferred = await lastOf(market, calls, 19);
    assert.deepEqual(inferred, {
      kind: "commutative",
      field: { offset: 21, size: 1, inferred: true },
      own: 1n,
      deltas: [1n, 7n, -1n, -3n, 64n],
    });
  });

  it("tells one field's flow from its neighbour's", async () => {
    const market = await Market.create();
    const both = [market.call(1, "addBoth", 3)];
    const a = await lastOf(market, both, 20, { offset: 0, size: 16 });
    assert.deepEqual([a.kind, "own" in a && a.own], ["commutative", 3n]);
    const b = await lastOf(market, both, 20, { offset: 16, size: 16 });
    assert.deepEqual([b.kind, "own" in b && b.own], ["commutative", 3n]);
  });

  it("works out the state before it where that was not recorded, code included", async () => {
    const market = await Market.create();
    const { chain } = market;
    const deployed = await chain.send({ from: chain.account(0), data: child.bytecode });
    const receipt = await chain.rpc<{ contractAddress: `0x${string}` }>(
      "eth_getTransactionReceipt",
      deployed,
    );
    const to = receipt.contractAddress;
    const set = await chain.send({ from: market.user(1), to, data: encode(child, "set", [4]) });
    const again = await chain.send({ from: market.user(2), to, data: encode(child, "set", [4]) });
    const recorded = await chain.scenario([deployed, set, again]);
    const location = `storage:${to}:0x${"0".repeat(64)}`;
    const asked = { transaction: 2, location };
    const fromWitness = await askAccumulator({ scenario: recorded, ...asked });
    const fromPrefix = await askAccumulator({ scenario: withoutRecording(recorded), ...asked });
    assert.deepEqual(withoutThresholds(fromPrefix), {
      kind: "commutative",
      field: WHOLE,
      own: 4n,
      deltas: [1n, 7n, -1n, -2n, -4n, LARGE, 4n],
    });
    assert.deepEqual(fromPrefix, fromWitness);
  });

  it("does not know what fails, or is no slot", async () => {
    const market = await Market.create();
    const calls = [1, 2, 3, 4].map((user) => market.call(user, "buy"));
    const failing = await lastOf(market, calls, 3);
    assert.deepEqual(failing, { kind: "unknown", reason: "it fails" });
    const scenario = await market.chain.sequence([market.call(1, "owe", 1)]);
    const balance = await askAccumulator({
      scenario,
      transaction: 0,
      location: `balance:${market.address}`,
    });
    assert.equal(balance.kind, "unknown");
  });

  it("does not know what depends on gas or fees to come out as it did", async () => {
    const market = await Market.create();
    const call = { ...market.call(1, "bump"), gas: "0x6000" };
    const scenario = await market.chain.sequence([call]);
    assert.equal(scenario.transactions[0]?.expected?.status, 0, "out of gas");
    const verdict = await askAccumulator({ scenario, transaction: 0, location: market.slot(0) });
    assert.deepEqual(verdict, {
      kind: "unknown",
      reason: "without fees it comes out other than it did",
    });
  });
});

function withoutRecording(scenario: Scenario): Scenario {
  const transactions = scenario.transactions.map(
    ({ id, hash, fields, block }): ScenarioTransaction => ({ id, hash, fields, block }),
  );
  return { ...scenario, transactions };
}
