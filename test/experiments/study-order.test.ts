import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { id } from "ethers";

import type { Hex } from "../../src/internal/model/location.ts";
import type { Scenario, ScenarioTransaction } from "../../src/internal/model/scenario.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { askOrder } from "./support/ask.ts";
import { Market } from "./support/market.ts";

const ETHER = 10n ** 18n;

/** The order of the last two of some transactions. */
async function orderOfLast(market: Market, ...calls: readonly Record<string, unknown>[]) {
  const scenario = await market.chain.sequence(calls);
  const [earlier, later] = [calls.length - 2, calls.length - 1];
  return (await askOrder({ scenario, earlier, later })).verdict;
}

function hexOf(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}

describe("studyOrder", () => {
  it("lets sums commute, though the first writer pays more gas than the second", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "mint", 5),
      market.call(2, "mint", 7),
    ]);
    const gas = scenario.transactions.map(({ expected }) => expected?.gasUsed);
    assert.notEqual(gas[0], gas[1]);
    const finding = await askOrder({ scenario, earlier: 0, later: 1 });
    assert.deepEqual(finding.verdict, { kind: "commutes" });
    assert.deepEqual(finding.witness, {
      scenario: "block-1",
      earlier: { index: 0, hash: scenario.transactions[0]?.hash },
      later: { index: 1, hash: scenario.transactions[1]?.hash },
      prefix: "before earlier",
    });
  });

  it("does so where the recorded gas would not do for the other order", async () => {
    const market = await Market.create();
    // Two first writes of 22,100 gas for whoever comes first; the second of them needs less.
    const scenario = await market.chain.sequence([
      market.call(1, "bump"),
      { ...market.call(2, "bump"), gas: hexOf(30_000n) },
    ]);
    assert.equal(scenario.transactions[1]?.expected?.status, 1);
    const { verdict } = await askOrder({ scenario, earlier: 0, later: 1 });
    assert.deepEqual(verdict, { kind: "commutes" });
  });

  it("lets purchases commute while there is stock, and tells the last item", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "buy"),
      market.call(2, "buy"),
      market.call(3, "buy"),
      market.call(4, "buy"),
    ]);
    const failed = { kind: "reverted", data: id("SoldOut()").slice(0, 10) } as const;
    assert.deepEqual((await askOrder({ scenario, earlier: 0, later: 1 })).verdict, {
      kind: "commutes",
    });
    assert.deepEqual((await askOrder({ scenario, earlier: 2, later: 3 })).verdict, {
      kind: "different success",
      failures: [
        { transaction: 2, when: "second", how: failed },
        { transaction: 3, when: "second", how: failed },
      ],
    });
    // Of the first and the last, what lies between is not left out: without it both succeed.
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 3 });
    assert.equal(witness.prefix, "before later");
    assert.equal(verdict.kind, "different success");
  });

  it("tells the lower bid that fails when it comes second", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "bid", 10), market.call(2, "bid", 20)];
    assert.deepEqual(await orderOfLast(market, ...calls), {
      kind: "different success",
      failures: [{ transaction: 0, when: "second", how: { kind: "reverted", data: "0x" } }],
    });
  });

  it("tells a withdrawal that needs the payment before it", async () => {
    const market = await Market.create();
    const verdict = await orderOfLast(
      market,
      { ...market.call(1, "pay"), value: hexOf(ETHER) },
      market.call(2, "withdraw", ETHER),
    );
    assert(verdict.kind === "different success");
    assert.deepEqual(
      verdict.failures.map(({ transaction, when }) => ({ transaction, when })),
      [{ transaction: 1, when: "first" }],
    );
  });

  it("tells a transaction that is not even valid without the one before it", async () => {
    const market = await Market.create();
    const poor: Hex = `0x${"c0ffee".padStart(40, "0")}`;
    await market.chain.rpc("hardhat_impersonateAccount", poor);
    const verdict = await orderOfLast(
      market,
      { from: market.user(1), to: poor, value: hexOf(ETHER) },
      { from: poor, to: market.user(2), value: hexOf(ETHER / 2n) },
    );
    assert(verdict.kind === "different success");
    const [failure] = verdict.failures;
    assert.deepEqual([failure?.transaction, failure?.when], [1, "first"]);
    assert.equal(failure?.how.kind, "rejected");
  });

  it("names the owners of sequential ids, with both values", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "register"), market.call(2, "register")];
    const [one, two] = [BigInt(market.user(1)), BigInt(market.user(2))];
    const differences = [
      { into: "storage", location: market.entry(6, 0n), recorded: one, swapped: two },
      { into: "storage", location: market.entry(6, 1n), recorded: two, swapped: one },
    ] as const;
    assert.deepEqual(await orderOfLast(market, ...calls), {
      kind: "different outcome",
      differences: differences.toSorted((a, b) => (a.location < b.location ? -1 : 1)),
    });
  });

  it("names logs and return values", async () => {
    const market = await Market.create();
    const calls = ["bumpAndTell", "bumpAndReturn"].map((name, i) => market.call(i + 1, name));
    assert.deepEqual(await orderOfLast(market, ...calls), {
      kind: "different outcome",
      differences: [
        { transaction: 0, into: "log", log: 1 },
        { transaction: 1, into: "return" },
      ],
    });
  });

  it("names the shares that another price gives", async () => {
    const market = await Market.create();
    const verdict = await orderOfLast(
      market,
      market.call(1, "deposit", 100),
      market.call(2, "donate", 50),
      market.call(3, "deposit", 10),
    );
    // 10 * 100 / 150 = 6 shares after the donation, 10 * 100 / 100 = 10 before it.
    const differences = [
      { into: "storage", location: market.slot(9), recorded: 106n, swapped: 110n },
      {
        into: "storage",
        location: market.entry(10, market.user(3)),
        recorded: 6n,
        swapped: 10n,
      },
    ] as const;
    assert.deepEqual(verdict, {
      kind: "different outcome",
      differences: differences.toSorted((a, b) => (a.location < b.location ? -1 : 1)),
    });
  });

  it("names the balances of whoever takes a share of what is left", async () => {
    const market = await Market.create();
    const verdict = await orderOfLast(
      market,
      { ...market.call(5, "pay"), value: hexOf(ETHER) },
      market.call(1, "withdrawTenth"),
      market.call(2, "withdrawTenth"),
    );
    assert(verdict.kind === "different outcome");
    const changes = verdict.differences.map((one) => {
      assert(one.into === "balance");
      return [one.location, one.swapped - one.recorded];
    });
    // A tenth of 1, then a tenth of 0.9 ether.
    assert.deepEqual(
      new Map(changes as [string, bigint][]),
      new Map([
        [`balance:${market.user(1)}`, -ETHER / 100n],
        [`balance:${market.user(2)}`, ETHER / 100n],
      ]),
    );
  });

  it("gives the transactions of senders that come more than once nonces that fit", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "bump"),
      market.call(2, "bump"),
      market.call(1, "bump"),
      market.call(1, "touch"),
      market.call(2, "mint", 1),
      market.call(3, "touch"),
      market.call(2, "touch"),
    ]);
    // User 2 has sent two others by then, of which neither is run again.
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 6 });
    assert.deepEqual([verdict, witness.prefix], [{ kind: "commutes" }, "before earlier"]);
    const last = await askOrder({ scenario, earlier: 3, later: 6 });
    assert.deepEqual(last.verdict, {
      kind: "different outcome",
      differences: [
        {
          into: "storage",
          location: market.slot(11),
          recorded: BigInt(market.user(2)),
          swapped: BigInt(market.user(1)),
        },
      ],
    });
  });

  it("runs what lies between when the later one needs it", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "bump"),
      market.call(1, "openUp"),
      market.call(1, "touch"),
      market.call(2, "touch"),
      market.call(2, "join"),
    ]);
    // User 1's other two come before its first one then, with its nonces.
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 4 });
    assert.deepEqual([verdict, witness.prefix], [{ kind: "commutes" }, "before later"]);
  });

  it("takes the given statuses where no recording says how they came out", async () => {
    const market = await Market.create();
    const recorded = await market.chain.sequence(
      [1, 2, 3, 4].map((user) => market.call(user, "buy")),
    );
    const scenario = withoutRecording(recorded);
    const { verdict } = await askOrder({ scenario, earlier: 2, later: 3, statuses: [1, 0] });
    assert.equal(verdict.kind, "different success");
    const asked = await askOrder({ scenario, earlier: 2, later: 3 });
    assert.equal(asked.verdict.kind, "unknown");
  });

  it("moves the later one in front where what lies between needs the earlier one", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "enable"),
      market.call(1, "openIfEnabled"),
      market.call(2, "join"),
    ]);
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 2 });
    assert.equal(witness.prefix, "between stays");
    assert.deepEqual(verdict, {
      kind: "different success",
      failures: [{ transaction: 2, when: "first", how: { kind: "reverted", data: "0x" } }],
    });
  });

  it("does so with all that comes of it, under the nonces of that order", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "enable"),
      market.call(1, "openIfEnabled"),
      market.call(2, "join"),
      market.call(2, "quoteIfAgreed", market.user(1)),
    ]);
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 3 });
    assert.equal(witness.prefix, "between stays");
    assert.deepEqual(verdict, {
      kind: "different outcome",
      differences: [
        { into: "log", log: 0, transaction: 3 },
        { into: "storage", location: market.slot(24), recorded: 1n, swapped: 2n },
      ],
    });
  });

  it("does not compare two of one sender, or on a chain that the executor does not know", async () => {
    const market = await Market.create();
    const scenario = await market.chain.sequence([
      market.call(1, "bump"),
      market.call(1, "bump"),
      market.call(2, "bump"),
    ]);
    const same = await askOrder({ scenario, earlier: 0, later: 1 });
    assert.deepEqual(same.verdict, { kind: "unknown", reason: "both have the same sender" });
    const op = { ...scenario, chain: { ...scenario.chain, chainType: "op" } };
    const other = await askOrder({ scenario: op, earlier: 1, later: 2 });
    assert(other.verdict.kind === "unknown");
    assert.match(other.verdict.reason, /chain type op is not supported/);
  });
});

describe("studyOrder, of two calls that set the same value", () => {
  const differing = (market: Market, slot: number, recorded: bigint, swapped: bigint) => ({
    kind: "different outcome",
    differences: [{ into: "storage", location: market.slot(slot), recorded, swapped }],
  });

  /** Both users make the same call, one after the other. */
  async function askSame(market: Market, name: string, ...args: readonly unknown[]) {
    const calls = [1, 2].map((user) => market.call(user, name, ...args));
    return askOrder({ scenario: await market.chain.sequence(calls), earlier: 0, later: 1 });
  }

  it("tries another one, and keeps it with the witness", async () => {
    const market = await Market.create();
    const { verdict, witness } = await askSame(market, "setQuote", 5);
    assert.deepEqual(verdict, differing(market, 24, 6n, 5n));
    assert.deepEqual(witness.otherValue, {
      of: "later",
      word: 0,
      recorded: toWord(5n),
      value: toWord(6n),
    });
  });

  it("does so again for whoever has the witness", async () => {
    const market = await Market.create();
    const calls = [1, 2].map((user) => market.call(user, "setQuote", 5));
    const scenario = await market.chain.sequence(calls);
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 1 });
    const { word, value } = witness.otherValue ?? { word: 9, value: "0x" };
    const made = [calls[0] ?? {}, market.call(2, "setQuote", BigInt(value))];
    assert.equal(word, 0);
    assert.deepEqual(await orderOfLast(await Market.create(), ...made), verdict);
  });

  it("takes one that the contract accepts, where the next one up is too large", async () => {
    const market = await Market.create();
    const { verdict, witness } = await askSame(market, "setSmallQuote", 10);
    assert.deepEqual(verdict, differing(market, 24, 9n, 10n));
    assert.equal(witness.otherValue?.value, toWord(9n));
    const { witness: flag } = await askSame(market, "setPaused", true);
    assert.equal(flag.otherValue?.value, toWord(0n));
  });

  it("does so for the value, not the key, and where it is only set if it is another", async () => {
    const market = await Market.create();
    const numbered = await askSame(market, "setNumberedQuote", 7, 5);
    assert.deepEqual(numbered.verdict, {
      kind: "different outcome",
      differences: [{ into: "storage", location: market.entry(25, 7n), recorded: 6n, swapped: 5n }],
    });
    assert.equal(numbered.witness.otherValue?.word, 1);
    const ifOther = await askSame(market, "setQuoteIfOther", 5);
    assert.deepEqual(ifOther.verdict, differing(market, 24, 6n, 5n));
  });

  it("does so for a field beside another that only adds, and for text", async () => {
    const market = await Market.create();
    const packed = (price: bigint) => (price << 8n) | 2n;
    const { verdict } = await askSame(market, "setPrice", 300);
    assert.deepEqual(verdict, differing(market, 23, packed(301n), packed(300n)));
    const text = await askSame(market, "setMotto", "hello");
    assert.equal(text.verdict.kind, "different outcome");
  });

  it("does so for two functions, by the value of the one that has one", async () => {
    const market = await Market.create();
    await market.chain.sequence([market.call(1, "setQuote", 5)]);
    const calls = [market.call(1, "setQuote", 0), market.call(2, "clearQuote")];
    const scenario = await market.chain.sequence(calls);
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 1 });
    assert.deepEqual(verdict, differing(market, 24, 0n, 1n));
    assert.equal(witness.otherValue?.of, "earlier");
  });

  it("does so for chains of hashes, averages and polynomials", async () => {
    const market = await Market.create();
    for (const [slot, name, x] of [
      [31, "link", 5],
      [32, "smooth", 100],
      [33, "roll", 3],
    ] as const) {
      const { verdict, witness } = await askSame(market, name, x);
      assert(verdict.kind === "different outcome", name);
      const [difference, ...others] = verdict.differences;
      assert(difference !== undefined && others.length === 0, name);
      assert("location" in difference && difference.location === market.slot(slot), name);
      assert.equal(witness.otherValue?.word, 0, name);
    }
  });

  it("does so for the ETH that is sent", async () => {
    const market = await Market.create();
    const calls = [1, 2].map((user) => ({ ...market.call(user, "smoothPaid"), value: "0x64" }));
    const scenario = await market.chain.sequence(calls);
    const { verdict, witness } = await askOrder({ scenario, earlier: 0, later: 1 });
    assert.equal(verdict.kind, "different outcome");
    assert.deepEqual(witness.otherValue, {
      of: "later",
      word: null,
      recorded: toWord(100n),
      value: toWord(200n),
    });
  });

  it("leaves sums, switches and maxima alone, whatever is passed", async () => {
    const market = await Market.create();
    await market.chain.sequence([1, 2].map((user) => market.call(user, "mint", 10)));
    await market.chain.sequence([market.call(1, "donate", 255)]);
    for (const [name, ...args] of [
      ["send", market.user(5), 3],
      ["openUp"],
      ["openAndAdd", 4],
      ["reach", 50],
      ["multiply", 3],
      ["flip", 3],
      ["mark", 3],
      // From 255 the first carries: the second byte looks like one that both overwrite.
      ["donate", 1],
    ] as const) {
      const { verdict, witness } = await askSame(market, name, ...args);
      assert.deepEqual([name, verdict.kind, witness.otherValue], [name, "commutes", undefined]);
    }
  });

  it("puts no other account in the place of one that it knows", async () => {
    const market = await Market.create();
    const known = await askSame(market, "setKeeper", market.user(1));
    assert.equal(known.verdict.kind, "commutes");
    const unknown = await askSame(market, "setKeeper", `0x${"c0ffee".padStart(40, "0")}`);
    assert.equal(unknown.verdict.kind, "different outcome");
  });
});

function withoutRecording(scenario: Scenario): Scenario {
  const transactions = scenario.transactions.map(
    ({ id, hash, fields, block }): ScenarioTransaction => ({ id, hash, fields, block }),
  );
  return { ...scenario, transactions };
}
