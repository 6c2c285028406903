import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseScenario } from "../../src/internal/analysis/analyse-scenario.ts";
import { findConflicts } from "../../src/internal/analysis/find-conflicts.ts";
import { ACCESS_LIST } from "../../src/internal/analysis/profiles/access-list.ts";
import { ALL_PROFILES, profileOf } from "../../src/internal/analysis/profiles/all-profiles.ts";
import { BLOCK_STM } from "../../src/internal/analysis/profiles/block-stm.ts";
import { KEY_BASED } from "../../src/internal/analysis/profiles/key-based.ts";
import { VALUE_BASED } from "../../src/internal/analysis/profiles/value-based.ts";
import { type EngineProfile, PROFILE_IDS } from "../../src/internal/model/profile.ts";
import {
  add,
  address,
  atLeast,
  balance,
  bumpFrom,
  exact,
  makeExecution,
  set,
  slot,
  type Sketch,
} from "./make-execution.ts";

const [alice, bob, carol, dave] = [address(1), address(2), address(3), address(4)] as const;
const COINBASE = 0xc0;
const FACTORY = 0xfa;

describe("the profiles", () => {
  it("are those that the config knows, with sources that can be opened", () => {
    assert.deepEqual(
      ALL_PROFILES.map(({ id }) => id),
      PROFILE_IDS,
    );
    for (const profile of ALL_PROFILES) {
      assert.equal(profileOf(profile.id), profile);
      assert.ok(profile.sources.length > 0);
      for (const source of profile.sources) assert.equal(new URL(source).protocol, "https:");
    }
  });

  it("count block-stm unless they are named", () => {
    const execution = makeExecution([
      { from: alice, ...bumpFrom(0n, slot(1)) },
      { from: bob, ...bumpFrom(1n, slot(1)) },
    ]);
    assert.deepEqual(findConflicts(execution), findConflicts(execution, BLOCK_STM));
    assert.equal(analyseScenario(execution).profile, "block-stm");
  });
});

describe("a reentrancy guard in storage", () => {
  const enter = { reads: [exact(slot(1), 1n)], netZeroWrites: [slot(1)] };
  const users = [alice, bob, carol].map((from) => ({ from, ...enter }));

  it("is nothing, but on key-based engines a full stop", () => {
    for (const profile of [BLOCK_STM, VALUE_BASED, ACCESS_LIST]) {
      assert.deepEqual(pairs(profile, users), [], profile.id);
    }
    assert.deepEqual(pairs(KEY_BASED, users), ["0-1 storage", "0-2 storage", "1-2 storage"]);
    assert.equal(speedup(KEY_BASED, users), 1);
    assert.equal(speedup(BLOCK_STM, users), 3);
  });

  it("disturbs whoever only looks at it, too, if the guard was taken before", () => {
    const look = { from: dave, reads: [exact(slot(1), 1n)] };
    const user = { from: alice, ...enter };
    assert.deepEqual(pairs(KEY_BASED, [user, look]), ["0-1 storage"]);
    assert.deepEqual(pairs(KEY_BASED, [look, user]), []);
  });
});

describe("a value that is changed and changed back", () => {
  const there = { from: alice, reads: [exact(slot(1), 0n)], writes: [set(slot(1), 2n)] };
  const back = { from: bob, reads: [exact(slot(1), 2n)], writes: [set(slot(1), 0n)] };
  const look = { from: carol, reads: [exact(slot(1), 0n)] };

  it("is the same value-wise, and not version-wise", () => {
    assert.deepEqual(pairs(VALUE_BASED, [there, back, look]), ["0-1 storage"]);
    const all = ["0-1 storage", "0-2 storage", "1-2 storage"];
    assert.deepEqual(pairs(BLOCK_STM, [there, back, look]), all);
    assert.deepEqual(pairs(KEY_BASED, [there, back, look]), all);
  });

  it("lets the reader start before both", () => {
    assert.equal(speedup(VALUE_BASED, [there, back, look]), 1.5);
    assert.equal(speedup(BLOCK_STM, [there, back, look]), 1);
  });

  it("has the reader wait for the first of the states with its value", () => {
    const sketches = [
      { from: alice, ...bumpFrom(0n, slot(1)) },
      { from: bob, ...bumpFrom(1n, slot(1)) },
      { from: carol, reads: [exact(slot(1), 2n)], writes: [set(slot(1), 1n)] },
      { from: dave, reads: [exact(slot(1), 1n)] },
    ];
    assert.deepEqual(pairs(VALUE_BASED, sketches), [
      "0-1 storage",
      "0-2 storage",
      "1-2 storage",
      "0-3 storage",
    ]);
  });

  it("counts from the sender's own last write, which it waits for anyway", () => {
    const own = { from: carol, reads: [exact(slot(1), 0n)], writes: [set(slot(1), 5n)] };
    const away = { from: alice, reads: [exact(slot(1), 5n)], writes: [set(slot(1), 6n)] };
    const again = { from: bob, reads: [exact(slot(1), 6n)], writes: [set(slot(1), 5n)] };
    const later = { from: carol, reads: [exact(slot(1), 5n)] };
    assert.deepEqual(pairs(VALUE_BASED, [own, away, again, later]), [
      "0-1 storage",
      "0-2 storage",
      "1-2 storage",
      "0-3 sender",
    ]);
  });

  it("counts where the value before is not 0, for slots and for code", () => {
    const code = `code:${address(9)}`;
    const before = new Map([
      [address(9), { balance: 0n, nonce: 1n, code: "0x00" as const, storage: new Map() }] as const,
    ]);
    // keccak256 of one zero byte.
    const hash = 0xbc36789e7a1e281436464229828f817d6612f7b477d66591ff96a9e064bcc98an;
    const execution = makeExecution([
      { from: alice, writes: [set(code, 7n)] },
      { from: bob, reads: [exact(code, 7n)], writes: [set(code, hash)] },
      { from: carol, reads: [exact(code, hash)] },
    ]);
    const scenario = { ...execution.scenario, preState: before };
    const { contended } = findConflicts({ ...execution, scenario }, VALUE_BASED);
    assert.deepEqual(
      contended.map(({ conflicts, earlier, later }) => [conflicts, earlier, later]),
      [[1, [0], [1]]],
    );
  });

  it("counts all writers if no state is known to have the value", () => {
    const odd = { from: carol, reads: [exact(slot(1), 77n)] };
    assert.deepEqual(pairs(VALUE_BASED, [there, back, odd]), [
      "0-1 storage",
      "0-2 storage",
      "1-2 storage",
    ]);
  });
});

describe("a counter", () => {
  it("counts on all engines that validate", () => {
    const sketches = [alice, bob, carol].map((from, index) => ({
      from,
      ...bumpFrom(BigInt(index), slot(1)),
    }));
    for (const profile of [BLOCK_STM, VALUE_BASED, KEY_BASED]) {
      assert.equal(pairs(profile, sketches).length, 3, profile.id);
      assert.equal(speedup(profile, sketches), 1, profile.id);
      const { contended } = findConflicts(makeExecution(sketches), profile);
      // Of three pairs two follow from the others.
      assert.equal(contended[0]?.dependencies.length, 2, profile.id);
    }
  });

  it("that two set without reading it counts only by key", () => {
    const sketches = [alice, bob].map((from) => ({ from, writes: [set(slot(1), 5n)] }));
    for (const profile of [BLOCK_STM, VALUE_BASED]) assert.deepEqual(pairs(profile, sketches), []);
    assert.deepEqual(pairs(KEY_BASED, sketches), ["0-1 storage"]);
  });

  it("that came into being by what two paid is no key", () => {
    const sketches = [alice, bob].map((from) => ({
      from,
      writes: [set(`existence:${address(9)}`, 1n)],
    }));
    assert.deepEqual(pairs(KEY_BASED, sketches), []);
  });
});

describe("balances", () => {
  const pay = (from: Sketch["from"], amount: bigint): Sketch => ({
    from,
    writes: [add(balance(9), amount)],
  });

  it("add up, but are keys on key-based engines", () => {
    const sketches = [pay(alice, 5n), pay(bob, 5n)];
    for (const profile of [BLOCK_STM, VALUE_BASED]) assert.deepEqual(pairs(profile, sketches), []);
    assert.deepEqual(pairs(KEY_BASED, sketches), ["0-1 balance"]);
  });

  it("need to be high enough, or to be left alone", () => {
    const debit = { from: bob, reads: [atLeast(balance(9), 5n)], writes: [add(balance(9), -5n)] };
    for (const profile of [BLOCK_STM, VALUE_BASED]) {
      assert.deepEqual(pairs(profile, [pay(alice, 5n), debit], { [address(9)]: 5n }), []);
      assert.deepEqual(pairs(profile, [pay(alice, 5n), debit], { [address(9)]: 4n }), [
        "0-1 balance",
      ]);
    }
    assert.deepEqual(pairs(KEY_BASED, [pay(alice, 5n), debit], { [address(9)]: 5n }), [
      "0-1 balance",
    ]);
  });

  it("that are looked at conflict, but for a sum of nothing where values count", () => {
    const look = { from: carol, reads: [exact(balance(9), 100n)] };
    const sketches = [pay(alice, 5n), pay(bob, -5n), look];
    const before = { [address(9)]: 100n };
    assert.deepEqual(pairs(VALUE_BASED, sketches, before), []);
    assert.deepEqual(pairs(BLOCK_STM, sketches, before), ["0-2 balance", "1-2 balance"]);
    const more = { from: carol, reads: [exact(balance(9), 105n)] };
    assert.deepEqual(pairs(VALUE_BASED, [pay(alice, 5n), more], before), ["0-1 balance"]);
  });

  it("of the beneficiary take fees as a sum everywhere", () => {
    const fees = [alice, bob].map((from) => ({ from, writes: [add(balance(COINBASE), 3n)] }));
    for (const profile of ALL_PROFILES) assert.deepEqual(pairs(profile, fees), [], profile.id);
    const look = { from: carol, reads: [exact(balance(COINBASE), 6n)] };
    for (const profile of [BLOCK_STM, VALUE_BASED, KEY_BASED]) {
      assert.deepEqual(pairs(profile, [...fees, look]), ["0-2 balance", "1-2 balance"], profile.id);
    }
  });

  it("that come out as they were are no key", () => {
    assert.deepEqual(pairs(KEY_BASED, [pay(alice, 0n), pay(bob, 0n)]), []);
  });
});

describe("an account that changes", () => {
  const nonce = `nonce:${address(FACTORY)}`;
  const create = { from: alice, reads: [exact(nonce, 1n)], writes: [set(nonce, 2n)] };
  const view = { from: bob, reads: [exact(`code:${address(FACTORY)}`, 7n)] };

  it("sends back who merely calls it, on engines that look at whole accounts", () => {
    assert.deepEqual(pairs(BLOCK_STM, [create, view]), []);
    assert.deepEqual(pairs(VALUE_BASED, [create, view]), ["0-1 nonce"]);
    assert.deepEqual(pairs(KEY_BASED, [create, view]), ["0-1 nonce"]);
    assert.deepEqual(pairs(VALUE_BASED, [view, create]), []);
  });

  it("sends back who pays somebody that has sent a transaction", () => {
    const sends = { from: alice, writes: [set(`nonce:${alice}`, 4n)] };
    const pays = { from: bob, writes: [add(`balance:${alice}`, 1n)] };
    assert.deepEqual(pairs(VALUE_BASED, [sends, pays]), ["0-1 nonce"]);
    assert.deepEqual(pairs(BLOCK_STM, [sends, pays]), []);
  });

  it("comes into being once, by value", () => {
    const first = { from: alice, writes: [add(balance(9), 1n), set(`existence:${address(9)}`)] };
    const second = { from: bob, writes: [add(balance(9), 1n)] };
    assert.deepEqual(pairs(VALUE_BASED, [first, second]), ["0-1 balance"]);
  });

  it("has been paid, by key", () => {
    const paid = { from: alice, writes: [add(balance(FACTORY), 1n)] };
    assert.deepEqual(pairs(KEY_BASED, [paid, view]), ["0-1 balance"]);
    assert.deepEqual(pairs(VALUE_BASED, [paid, view]), []);
  });

  it("is not touched by a fee", () => {
    const active = { from: address(COINBASE), writes: [set(`nonce:${address(COINBASE)}`, 1n)] };
    const fee = { from: bob, writes: [add(balance(COINBASE), 3n)] };
    for (const profile of ALL_PROFILES) assert.deepEqual(pairs(profile, [active, fee]), []);
  });
});

describe("a validator with the access list", () => {
  it("waits for nothing, not even for a sender's own order", () => {
    const gas = [100, 200, 300];
    const sketches = gas.map((one, index) => ({
      from: index < 2 ? alice : bob,
      gas: one,
      ...bumpFrom(BigInt(index), slot(1)),
    }));
    const analysis = analyseScenario(makeExecution(sketches), ACCESS_LIST);
    assert.deepEqual(analysis.conflicts, []);
    const none = { storage: 0, balance: 0, nonce: 0, code: 0, sender: 0 };
    assert.deepEqual(analysis.conflictCounts, none);
    assert.equal(analysis.senders, 2);
    // 600 gas in all, of which the longest transaction has 300.
    assert.deepEqual(analysis.speedup, { bound: 2, threads: { 2: 2, 4: 2, 8: 2, 16: 2 } });
    assert.equal(analyseScenario(makeExecution(sketches)).speedup.bound, 1);
  });
});

function pairs(
  profile: EngineProfile,
  sketches: readonly Sketch[],
  balances: Record<string, bigint> = {},
): readonly string[] {
  const { conflicts } = findConflicts(makeExecution(sketches, { balances }), profile);
  return conflicts.map((one) => `${one.earlier}-${one.later} ${one.class}`);
}

function speedup(profile: EngineProfile, sketches: readonly Sketch[]): number {
  return analyseScenario(makeExecution(sketches), profile).speedup.bound;
}
