import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { freshWord, passedAddress, userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { studyCrowds } from "../../src/internal/crowds/study-crowds.ts";
import { type Hex, parseLocationKey } from "../../src/internal/model/location.ts";
import { startExecutor } from "../executor/support/start-executor.ts";
import { bank, counter, farm, ids, tickets, token, wallet } from "./support/contracts.ts";
import {
  ALL_PAIRS,
  ALL_SUCCEED,
  checkMatched,
  Cloned,
  CrowdLab,
  execute,
  study,
  USERS,
} from "./support/crowd-lab.ts";
import { word } from "./support/known.ts";

const REST = { isOver: () => false, onProgress: () => undefined, users: USERS, firstId: 0 };

describe("studyCrowds, where only the sender varies", () => {
  it("has all users meet at a counter, and none at counters of their own", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const shared = await Cloned.of(await contract.call(1, "bump"));
    assert.deepEqual(shared.conflicts("same"), { [contract.slot(0)]: ALL_PAIRS });
    assert.equal(shared.hasSpread, false);
    await contract.call(1, "bumpOwn");
    const own = await Cloned.of(await contract.call(1, "bumpOwn"));
    assert.deepEqual(own.conflicts("same"), {});
    // Each goes on from a copy of the sender's 1.
    for (const [user, { result }] of own.crowd("same").execution.transactions.entries()) {
      const written = result?.accesses.writes.find(({ location }) =>
        location.startsWith("storage"),
      );
      const location = contract.entry(1, userAddress(user));
      assert.deepEqual(written, { location, kind: "set", value: 2n });
    }
  });

  it("gives each user all that the recording says, and numbers all clones", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const calls = [await contract.call(1, "bump"), await contract.call(1, "bumpOwn")];
    const { crowds } = await study(calls, { firstId: 50 });
    assert.deepEqual(
      crowds.map(({ crowd: { scenario, target } }) => [scenario.id, scenario.kind, target]),
      [
        ["crowd-1", "crowd", "same"],
        ["crowd-2", "crowd", "same"],
      ],
    );
    const clones = crowds.flatMap(({ crowd }) => crowd.scenario.transactions);
    assert.deepEqual(
      clones.map(({ id }) => id),
      [50, 51, 52, 53, 54, 55, 56, 57],
    );
    assert.deepEqual(
      clones.map(({ fields }) => fields.from),
      [0, 1, 2, 3, 0, 1, 2, 3].map(userAddress),
    );
    assert.equal(new Set(clones.map(({ hash }) => hash)).size, clones.length);
    const [call] = calls;
    assert(call !== undefined);
    const { scenario } = crowds[0]?.crowd ?? {};
    assert.equal(scenario?.title, call.origin.title);
    assert.deepEqual(scenario.chain, call.origin.chain);
    for (const { block } of clones.slice(0, USERS)) {
      assert.deepEqual(block, call.transaction.block);
    }
  });

  it("has the last item of a sale go to the first one only", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(tickets);
    await contract.call(1, "buy");
    await contract.call(2, "buy");
    const sale = await Cloned.of(await contract.call(3, "buy"));
    assert.deepEqual(sale.statuses("same"), [1, 0, 0, 0]);
    assert.deepEqual(sale.call.pots, []);
    // Those who come late only look: the first one is in the way of each.
    assert.deepEqual(sale.conflicts("same"), { [contract.slot(2)]: USERS - 1 });
  });
});

describe("studyCrowds, where what is named varies", () => {
  it("has transfers meet at their recipient, or nowhere", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(token);
    await contract.call(0, "mint", [lab.user(1), 100]);
    const transfer = await Cloned.of(await contract.call(1, "transfer", [lab.user(2), 5]));
    const recipient = contract.entry(0, lab.user(2));
    assert.deepEqual(transfer.conflicts("same"), { [recipient]: ALL_PAIRS });
    assert.deepEqual(transfer.conflicts("spread"), {});
    for (const target of ["same", "spread"] as const) {
      assert.deepEqual(transfer.statuses(target), ALL_SUCCEED);
      assert.deepEqual(transfer.crowd(target).crowd.substitution, {
        arguments: true,
        values: true,
      });
    }
    assert.deepEqual(transfer.crowd("same").crowd.varied, []);
    assert.deepEqual(transfer.crowd("spread").crowd.varied, [word(lab.user(2))]);
    // The sender's 100 less 5; the recipient has 20 in the end.
    const senders = [0, 1, 2, 3].map((user) => [contract.entry(0, userAddress(user)), 95n]);
    assert.deepEqual(storageAfter(transfer, contract.address), {
      ...Object.fromEntries(senders),
      [recipient]: 20n,
    });
  });

  it("has those who send to themselves send to the same other one, or to others", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(token);
    await contract.call(0, "mint", [lab.user(1), 100]);
    const transfer = await Cloned.of(await contract.call(1, "transfer", [lab.user(1), 5]));
    assert.deepEqual(transfer.conflicts("same"), {
      [contract.entry(0, passedAddress(0))]: ALL_PAIRS,
    });
    assert.deepEqual(transfer.conflicts("spread"), {});
  });

  it("has a crowd of spenders, who have an allowance each, of the same owner or others", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(token);
    await contract.call(0, "mint", [lab.user(1), 5]);
    await contract.call(1, "approve", [lab.user(3), 7]);
    const args = [lab.user(1), lab.user(2), 5];
    const spend = await Cloned.of(await contract.call(3, "transferFrom", args));
    const [owner, recipient] = [1, 2].map((user) => contract.entry(0, lab.user(user)));
    assert(owner !== undefined && recipient !== undefined);
    // The owner's 5 would do for the first one only.
    assert.deepEqual(spend.call.pots, [{ location: owner, taken: 5n }]);
    assert.deepEqual(spend.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(spend.conflicts("same"), { [owner]: ALL_PAIRS, [recipient]: ALL_PAIRS });
    assert.deepEqual(spend.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(spend.conflicts("spread"), {});
    const [from, to] = [word(lab.user(1)), word(lab.user(2))];
    assert.deepEqual(spend.crowd("spread").crowd.varied, [from, to]);
  });

  it("has each user own the id that it gives away", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(tickets);
    await contract.call(1, "take", [7]);
    const gift = await Cloned.of(await contract.call(1, "give", [7, lab.user(2)]));
    const { crowd } = gift.crowd("same");
    assert.deepEqual(crowd.varied, [word(7)]);
    assert.deepEqual(gift.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(gift.conflicts("same"), { [contract.entry(1, lab.user(2))]: ALL_PAIRS });
    for (const [user, { fields }] of crowd.scenario.transactions.entries()) {
      const id = freshWord(word(7), user, 0);
      assert.equal(fields.input.slice(10), `${id.slice(2)}${word(lab.user(2)).slice(2)}`);
      const place = parseLocationKey(contract.entry(0, id));
      assert(place.kind === "storage");
      const owner = crowd.scenario.preState.get(contract.address)?.storage.get(place.slot);
      assert.equal(owner, BigInt(userAddress(user)));
    }
    assert.deepEqual(gift.crowd("spread").crowd.varied, [word(7), word(lab.user(2))]);
    assert.deepEqual(gift.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(gift.conflicts("spread"), {});
  });

  for (const [name, mapping, id] of [
    ["addWide", 1, word(7)],
    ["addWide", 1, word(0)],
    ["addWide", 1, word(2n ** 200n)],
    ["addLong", 2, `0x${"1d".repeat(32)}`],
    ["addMiddle", 3, word(2n ** 40n)],
  ] as const) {
    it(`names other ids: ${name} of ${BigInt(id).toString(16)}`, async () => {
      const lab = await CrowdLab.create();
      const contract = await lab.deploy(ids);
      const call = await Cloned.of(await contract.call(1, name, [id, 5]));
      assert.deepEqual(call.conflicts("same"), { [contract.entry(mapping, id)]: ALL_PAIRS });
      assert.deepEqual(call.crowd("spread").crowd.varied, [id]);
      assert.deepEqual(call.statuses("spread"), ALL_SUCCEED);
      assert.deepEqual(call.conflicts("spread"), {});
    });
  }

  it("varies an id in its place only, where an amount is the same number", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(ids);
    await contract.call(1, "fill", [7, 7]);
    const shift = await Cloned.of(await contract.call(1, "shift", [7, 8, 7]));
    const { crowd } = shift.crowd("spread");
    for (const [user, { fields }] of crowd.scenario.transactions.entries()) {
      const [from, to] = [freshWord(word(7), user, 0), freshWord(word(8), user, 1)];
      assert.equal(fields.input.slice(10), [from, to, word(7)].map((one) => one.slice(2)).join(""));
    }
    assert.deepEqual(shift.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(shift.conflicts("spread"), {});
  });

  it("keeps an id that must be what it is", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(ids);
    const call = await Cloned.of(await contract.call(1, "exceptSeven", [7]));
    assert.equal(call.hasSpread, false);
    assert.deepEqual(call.statuses("same"), ALL_SUCCEED);
  });

  it("gives each user a pool with a token of its own", async () => {
    const lab = await CrowdLab.create();
    const [contract, coin] = [await lab.deploy(farm), await lab.deploy(token)];
    await contract.call(0, "open", [1, coin.address]);
    await coin.call(0, "mint", [lab.user(1), 100]);
    const deposit = await Cloned.of(await contract.call(1, "deposit", [1, 5]));
    const pool = contract.entry(0, 1);
    const total = parseLocationKey(pool);
    assert(total.kind === "storage");
    assert.deepEqual(deposit.conflicts("same"), {
      [contract.slot(BigInt(total.slot) + 1n)]: ALL_PAIRS,
      [coin.entry(0, contract.address)]: ALL_PAIRS,
    });
    assert.deepEqual(deposit.call.spread?.companions, [coin.address]);
    assert.deepEqual(deposit.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(deposit.conflicts("spread"), {});
  });
});

describe("studyCrowds, where something is taken out", () => {
  it("has a vault hold enough for all who have shares", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(bank);
    await contract.call(1, "join", [40]);
    const leave = await Cloned.of(await contract.call(1, "leave", [40]));
    assert.deepEqual(leave.call.pots, [{ location: contract.slot(3), taken: 40n }]);
    assert.deepEqual(leave.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(leave.conflicts("same"), { [contract.slot(3)]: ALL_PAIRS });
  });

  it("has a bank hold enough ether for all who have deposits", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(bank);
    await contract.call(1, "deposit", [], { value: "0x64" });
    const withdraw = await Cloned.of(await contract.call(1, "withdraw", [0x64]));
    const location = `balance:${contract.address}`;
    assert.deepEqual(withdraw.call.pots, [{ location, taken: 100n }]);
    assert.deepEqual(withdraw.statuses("same"), ALL_SUCCEED);
    const { preState } = withdraw.crowd("same").crowd.scenario;
    assert.equal(preState.get(contract.address)?.balance, 500n);
  });
});

describe("studyCrowds, whatever the transaction is like", () => {
  it("has each user pay what the sender pays", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(bank);
    const deposit = await Cloned.of(await contract.call(1, "deposit", [], { value: "0x5" }));
    assert.deepEqual(deposit.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(deposit.conflicts("same"), { [contract.slot(1)]: ALL_PAIRS });
    const { transactions } = deposit.crowd("same").execution;
    assert.deepEqual(
      transactions.map(({ result }) => valueAt(result?.accesses.writes, contract.slot(1))),
      [5n, 10n, 15n, 20n],
    );
  });

  it("lets a contract send, as an impersonated one does", async () => {
    const lab = await CrowdLab.create();
    const [contract, safe] = [await lab.deploy(counter), await lab.deploy(wallet)];
    await lab.chain.rpc("hardhat_setBalance", safe.address, "0xde0b6b3a7640000");
    await lab.chain.rpc("hardhat_impersonateAccount", safe.address);
    const bump = await Cloned.of(await contract.call(safe.address, "bumpOwn"));
    assert.deepEqual(bump.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(bump.conflicts("same"), {});
    const { preState } = bump.crowd("same").crowd.scenario;
    const code = await lab.chain.rpc("eth_getCode", safe.address);
    for (const user of [0, 1, 2, 3]) assert.equal(preState.get(userAddress(user))?.code, code);
  });

  for (const [name, prices] of [
    ["EIP-2930", { gasPrice: "0x77359400" }],
    ["EIP-1559", { maxFeePerGas: "0x77359400", maxPriorityFeePerGas: "0x10" }],
  ] as const) {
    it(`names the user's slots in the access list of ${name}`, async () => {
      const lab = await CrowdLab.create();
      const contract = await lab.deploy(token);
      const [, sender = ""] = contract.entry(0, lab.user(1)).split(`${contract.address}:`);
      for (const user of [1, 2]) await contract.call(0, "mint", [lab.user(user), 100]);
      const accessList = [{ address: contract.address, storageKeys: [sender, word(2)] }];
      const call = await contract.call(1, "transfer", [lab.user(2), 5], { ...prices, accessList });
      assert.equal(call.transaction.fields.type, name === "EIP-2930" ? 1 : 2);
      const { execution, crowd } = (await Cloned.of(call)).crowd("same");
      // All gas is the same only if each list names the slot that its user touches.
      for (const { result } of execution.transactions) {
        assert.equal(result?.outcome.gasUsed, call.transaction.expected?.gasUsed);
      }
      for (const [user, { fields }] of crowd.scenario.transactions.entries()) {
        const [, own] = contract.entry(0, userAddress(user)).split(`${contract.address}:`);
        assert.deepEqual(fields.accessList, [
          { address: contract.address, storageKeys: [own, word(2)] },
        ]);
      }
    });
  }

  it("has gas for what costs users more: other words of call data", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(ids);
    await contract.call(1, "addWide", [7, 5]);
    const { transaction } = await contract.call(1, "addWide", [7, 5]);
    const gas = `0x${transaction.expected?.gasUsed.toString(16) ?? ""}`;
    const exact = await Cloned.of(await contract.call(1, "addWide", [7, 5], { gas }));
    assert.deepEqual(exact.statuses("spread"), ALL_SUCCEED);
    const used = exact
      .crowd("spread")
      .execution.transactions.map(({ result }) => (result?.outcome.gasUsed ?? 0n) - BigInt(gas));
    // 0x70000000 has as many zeros as 7; 0x70000010, 0x70000020 and 0x70000030 have one less.
    assert.deepEqual(used, [0n, 12n, 12n, 12n]);
  });
});

describe("studyCrowds, as a whole", () => {
  it("leaves out all that there is no time for, and runs none of it", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const calls = [await contract.call(1, "bump"), await contract.call(1, "bumpOwn")];
    let executed = 0;
    const counting: typeof execute = (scenarios) => {
      executed++;
      return execute(scenarios);
    };
    const studied = await studyCrowds(calls, counting, { ...REST, isOver: () => true });
    assert.deepEqual(studied, { crowds: [], cloneable: [], uncloned: [], leftOut: calls });
    assert.equal(executed, 0);
  });

  it("looks at the time after every sixteen calls, and tells how far it is", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const bump = await contract.call(1, "bump");
    const calls = Array.from({ length: 18 }, (_, i) => ({ ...bump, occurrences: i }));
    const progress: [number, number][] = [];
    const onProgress = (done: number, total: number) => progress.push([done, total]);
    const rest = { ...REST, users: 2, onProgress };
    const part = await studyCrowds(calls, execute, { ...rest, isOver: () => progress.length > 0 });
    assert.deepEqual(progress, [[16, 18]]);
    assert.deepEqual(part.leftOut, calls.slice(16));
    assert.deepEqual(
      part.cloneable.map(({ known }) => known.call),
      calls.slice(0, 16),
    );
    const whole = await studyCrowds(calls, execute, rest);
    assert.deepEqual(progress.slice(1), [
      [16, 18],
      [18, 18],
    ]);
    assert.deepEqual(
      whole.crowds.map(({ crowd }) => crowd.call),
      calls,
    );
    assert.deepEqual(whole.leftOut, []);
  });

  it("comes to the same each time, also where the executor foresees nothing", async () => {
    const lab = await CrowdLab.create();
    const [contract, coin] = [await lab.deploy(farm), await lab.deploy(token)];
    await contract.call(0, "open", [1, coin.address]);
    await coin.call(0, "mint", [lab.user(1), 100]);
    const calls = [
      await contract.call(1, "deposit", [1, 5]),
      await coin.call(1, "transfer", [lab.user(2), 5]),
    ];
    const first = await study(calls);
    const executor = startExecutor({ threads: 2 });
    try {
      const second = await studyCrowds(calls, (scenarios) => executor.execute(scenarios), {
        ...REST,
        firstId: 1_000,
      });
      for (const { execution } of second.crowds) checkMatched(execution);
      assert.equal(first.crowds.length, 4);
      assert.deepEqual(
        second.crowds.map(({ crowd, execution }) => [crowd, execution.transactions]),
        first.crowds.map(({ crowd, execution }) => [crowd, execution.transactions]),
      );
    } finally {
      await executor.end();
    }
  });
});

type Writes = readonly { readonly location: string; readonly value: bigint }[];

function valueAt(writes: Writes | undefined, location: string): bigint | undefined {
  return writes?.find((write) => write.location === location)?.value;
}

/** What the storage of a contract comes to that the crowd at the same target writes. */
function storageAfter(cloned: Cloned, address: Hex): Record<string, bigint> {
  const { transactions } = cloned.crowd("same").execution;
  const writes = transactions.flatMap(({ result }) => result?.accesses.writes ?? []);
  return Object.fromEntries(
    writes
      .filter(({ location }) => location.startsWith(`storage:${address}`))
      .map(({ location, value }) => [location, value]),
  );
}
