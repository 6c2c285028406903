import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { freshWord, userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { type CloneableCall, studyCall } from "../../src/internal/crowds/study-call.ts";
import { type PairRun, studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import type { CrowdCall } from "../../src/internal/model/crowd.ts";
import {
  bank,
  counter,
  exchange,
  farm,
  phases,
  shop,
  tickets,
  token,
} from "./support/contracts.ts";
import { checkMatched, conflictsOf, CrowdLab, execute } from "./support/crowd-lab.ts";
import { word } from "./support/known.ts";

const NEVER = () => false;

/** Two users of calls that are recorded, in the order given. */
async function runsOf(first: CrowdCall, second: CrowdCall): Promise<readonly PairRun[]> {
  const [a, b] = [await cloneable(first), await cloneable(second)];
  const [studied, ...others] = await studyPairs([{ a, b }], execute, NEVER);
  assert(studied !== undefined && others.length === 0);
  assert.deepEqual(studied.pair, { a, b });
  for (const { together, executions } of studied.runs) {
    assert.equal(executions.length, 2);
    if (together) executions.forEach(checkMatched);
  }
  return studied.runs;
}

async function cloneable(call: CrowdCall): Promise<CloneableCall> {
  const studied = await studyCall(call, execute);
  assert(studied.kind === "cloneable");
  return studied;
}

/** Of each way: at what target, and where the two meet in the one order and in the other. */
function meetings(runs: readonly PairRun[]) {
  return runs.map(({ target, executions }) => [
    target,
    ...executions.map((execution) => Object.keys(conflictsOf(execution)).sort()),
  ]);
}

function statuses({ executions }: PairRun) {
  return executions.map(({ transactions }) =>
    transactions.map(({ result }) => result?.outcome.status),
  );
}

describe("studyPairs", () => {
  it("has two users meet at a counter, in both orders", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const bump = await contract.call(1, "bump");
    const runs = await runsOf(bump, bump);
    const at = [contract.slot(0)];
    assert.deepEqual(meetings(runs), [
      ["same", at, at],
      ["spread", at, at],
    ]);
    for (const { together, executions } of runs) {
      assert.equal(together, true);
      assert.deepEqual(
        executions.map(({ scenario }) => scenario.transactions.map(({ fields }) => fields.from)),
        [
          [userAddress(0), userAddress(1)],
          [userAddress(1), userAddress(0)],
        ],
      );
    }
  });

  it("has two users with counters of their own never meet", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const [bump, own] = [await contract.call(1, "bump"), await contract.call(1, "bumpOwn")];
    for (const pair of [
      [own, own],
      [bump, own],
    ] as const) {
      assert.deepEqual(meetings(await runsOf(...pair)), [
        ["same", [], []],
        ["spread", [], []],
      ]);
    }
  });

  it("has transfers meet at the same recipient, or where one gets what the other sends", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(token);
    await contract.call(0, "mint", [lab.user(1), 100]);
    const transfer = await contract.call(1, "transfer", [lab.user(2), 5]);
    const recipient = freshWord(word(lab.user(2)), 0, 0);
    const at = [recipient, userAddress(0), userAddress(1)].map((key) => [contract.entry(0, key)]);
    assert.deepEqual(meetings(await runsOf(transfer, transfer)), [
      ...at.map((place) => ["same", place, place]),
      ["spread", [], []],
    ]);
  });

  it("tells who comes too late", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(tickets);
    await contract.call(1, "buy");
    await contract.call(2, "buy");
    const buy = await contract.call(3, "buy");
    const [run] = await runsOf(buy, buy);
    assert(run !== undefined);
    // Alone, both succeed.
    assert.equal(run.together, true);
    assert.deepEqual(statuses(run), [
      [1, 0],
      [1, 0],
    ]);
    const take = await contract.call(1, "take", [7]);
    const [same, spread, ...others] = await runsOf(take, take);
    assert(same !== undefined && spread !== undefined && others.length === 0);
    assert.deepEqual(statuses(same), [
      [1, 0],
      [1, 0],
    ]);
    assert.deepEqual(statuses(spread), [
      [1, 1],
      [1, 1],
    ]);
    assert.deepEqual(meetings([spread]), [["spread", [], []]]);
  });

  it("has enough for both where each takes a claim of the own out of what all own", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(bank);
    await contract.call(1, "deposit", [], { value: "0x64" });
    await contract.call(1, "join", [30]);
    for (const all of [
      await contract.call(1, "withdraw", [100]),
      await contract.call(1, "leave", [30]),
    ]) {
      for (const run of await runsOf(all, all)) {
        assert.equal(run.together, true);
        assert.deepEqual(statuses(run), [
          [1, 1],
          [1, 1],
        ]);
      }
    }
  });

  it("has enough in a pool that both name, whatever they call it", async () => {
    const lab = await CrowdLab.create();
    const [contract, coin] = [await lab.deploy(farm), await lab.deploy(token)];
    const id = 0x1234567890;
    await coin.call(0, "mint", [lab.user(1), 100]);
    await contract.call(1, "open", [id, coin.address]);
    await contract.call(1, "deposit", [id, 100]);
    const withdraw = await contract.call(1, "withdraw", [id, 100]);
    const runs = await runsOf(withdraw, withdraw);
    assert(runs.some(({ target }) => target === "same"));
    for (const run of runs) {
      assert.deepEqual(statuses(run), [
        [1, 1],
        [1, 1],
      ]);
    }
  });

  it("fills no stock that a price goes by, but one that nothing looks at", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(exchange);
    await contract.call(1, "earn", [500]);
    // 1,000 * 250 / 1,250: for the second one there is less.
    const buy = await contract.call(1, "buy", [250, 200]);
    for (const run of await runsOf(buy, buy)) {
      assert.deepEqual(statuses(run), [
        [1, 0],
        [1, 0],
      ]);
    }
    const count = await contract.call(1, "count", [250]);
    for (const run of await runsOf(count, count)) {
      assert.deepEqual(statuses(run), [
        [1, 1],
        [1, 1],
      ]);
    }
  });

  it("leaves out what cannot be: to take what the other one has", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(tickets);
    await contract.call(1, "take", [7]);
    const give = await contract.call(1, "give", [7, lab.user(2)]);
    const take = await contract.call(3, "take", [8]);
    // One who takes may get something else from the other.
    const at = [contract.entry(1, userAddress(1))];
    assert.deepEqual(meetings(await runsOf(give, take)), [
      ["same", at, at],
      ["spread", [], []],
    ]);
  });

  it("has users of a pool share its token", async () => {
    const lab = await CrowdLab.create();
    const [contract, coin] = [await lab.deploy(farm), await lab.deploy(token)];
    await contract.call(0, "open", [1, coin.address]);
    await coin.call(0, "mint", [lab.user(1), 100]);
    const deposit = await contract.call(1, "deposit", [1, 5]);
    const [same, spread, ...others] = await runsOf(deposit, deposit);
    assert(same !== undefined && spread !== undefined && others.length === 0);
    // In a pool of the first user's, with a copy of the token.
    const copy = freshWord(word(coin.address), 0, 1).slice(26);
    const total = BigInt(contract.entry(0, freshWord(word(1), 0, 0)).slice(-66)) + 1n;
    const reserve = coin.entry(0, contract.address).replace(coin.address.slice(2), copy);
    const at = [contract.slot(total), reserve].sort();
    assert.deepEqual(meetings([same, spread]), [
      ["same", at, at],
      ["spread", [], []],
    ]);
  });

  it("takes one of two deployments for the other", async () => {
    const lab = await CrowdLab.create();
    const [here, there] = [await lab.deploy(token), await lab.deploy(token)];
    for (const contract of [here, there]) await contract.call(0, "mint", [lab.user(1), 100]);
    const [transfer, mint] = [
      await here.call(1, "transfer", [lab.user(2), 5]),
      await there.call(0, "mint", [lab.user(3), 5]),
    ];
    const runs = await runsOf(transfer, mint);
    for (const { executions, together } of runs) {
      assert.equal(together, true);
      for (const { scenario } of executions) {
        assert.deepEqual(
          scenario.transactions.map(({ fields }) => fields.to),
          [here.address, here.address],
        );
      }
    }
    // The recipient of both, or the sender of the first.
    const recipient = freshWord(word(lab.user(2)), 0, 0);
    const at = [recipient, userAddress(0)].map((key) => [here.entry(0, key)]);
    assert.deepEqual(meetings(runs), [
      ...at.map((place) => ["same", place, place]),
      ["spread", [], []],
    ]);
  });

  it("does not take one contract for another", async () => {
    const lab = await CrowdLab.create();
    const [first, second] = [await lab.deploy(counter), await lab.deploy(tickets)];
    const runs = await runsOf(await first.call(1, "bump"), await second.call(1, "buy"));
    assert.deepEqual(runs, []);
  });

  it("has one come after the other that makes it possible", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(phases);
    const end = await contract.call(1, "end");
    const collect = await contract.call(2, "collect");
    // Who collects reads what the other one has written, if that comes first.
    const meeting = [contract.slot(0)];
    for (const pair of [
      [end, collect],
      [collect, end],
    ] as const) {
      const runs = await runsOf(...pair);
      assert.deepEqual(meetings(runs), [
        ["same", meeting, []],
        ["spread", meeting, []],
      ]);
      for (const run of runs) {
        assert.equal(run.together, true);
        assert.deepEqual(statuses(run), [
          [1, 1],
          [0, 1],
        ]);
      }
    }
  });

  it("does not take a value for unread that is set to what it is", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(shop);
    const setPrice = await contract.call(1, "setPrice", [5]);
    const buy = await contract.call(2, "buy", [], { value: "0x5" });
    const runs = await runsOf(buy, setPrice);
    const at = [contract.slot(0)];
    assert.deepEqual(meetings(runs), [
      ["same", at, []],
      ["spread", at, []],
    ]);
    for (const run of runs) {
      assert.deepEqual(statuses(run), [
        [1, 1],
        [0, 1],
      ]);
    }
  });

  it("has what one opens entered by another, and not what another opens", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(shop);
    const open = await contract.call(1, "open", [3]);
    const enter = await contract.call(2, "enter", [3]);
    const runs = await runsOf(open, enter);
    assert.deepEqual(meetings(runs), [
      ["same", [contract.entry(1, freshWord(word(3), 0, 0))], []],
      ["spread", [], []],
    ]);
    assert.deepEqual(runs.map(statuses), [
      [
        [1, 1],
        [0, 1],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ]);
  });

  it("puts side by side what never finds the same state, in both orders", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(phases);
    const end = await contract.call(1, "end");
    await contract.call(1, "settle");
    const audit = await contract.call(2, "audit");
    const meeting = [contract.slot(0)];
    for (const [pair, orders] of [
      [
        [end, audit],
        [meeting, []],
      ],
      [
        [audit, end],
        [[], meeting],
      ],
    ] as const) {
      const runs = await runsOf(...pair);
      assert.deepEqual(meetings(runs), [
        ["same", ...orders],
        ["spread", ...orders],
      ]);
      for (const run of runs) {
        assert.equal(run.together, false);
        assert.deepEqual(statuses(run), [
          [1, 1],
          [1, 1],
        ]);
      }
    }
  });

  it("has both be in the later block", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const early = await contract.call(1, "bump");
    await lab.chain.rpc("evm_increaseTime", 1_000);
    const late = await contract.call(1, "bumpOwn");
    const { block } = late.transaction;
    assert(block.timestamp >= early.transaction.block.timestamp + 1_000n);
    for (const pair of [
      [early, late],
      [late, early],
    ] as const) {
      for (const { executions } of await runsOf(...pair)) {
        for (const { scenario } of executions) {
          for (const transaction of scenario.transactions) {
            assert.deepEqual(transaction.block, block);
          }
        }
      }
    }
  });

  it("comes to the same each time", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(token);
    await contract.call(0, "mint", [lab.user(1), 100]);
    const transfer = await contract.call(1, "transfer", [lab.user(2), 5]);
    const shown = (runs: readonly PairRun[]) =>
      runs.map(({ target, together, executions }) => ({
        target,
        together,
        scenarios: executions.map(({ scenario }) => scenario),
        transactions: executions.map(({ transactions }) => transactions),
      }));
    const first = shown(await runsOf(transfer, transfer));
    assert.deepEqual(shown(await runsOf(transfer, transfer)), first);
  });

  it("begins nothing when the time is over, and looks at it after every 32 pairs", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const a = await cloneable(await contract.call(1, "bumpOwn"));
    const pairs = Array.from({ length: 33 }, () => ({ a, b: a }));
    assert.deepEqual(await studyPairs(pairs, execute, () => true), []);
    let asked = 0;
    const studied = await studyPairs(pairs, execute, () => asked++ > 0);
    assert.equal(studied.length, 32);
    assert.equal(asked, 2);
  });
});
