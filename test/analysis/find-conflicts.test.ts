import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findConflicts } from "../../src/internal/analysis/find-conflicts.ts";
import { senderDependencies } from "../../src/internal/analysis/sender-dependencies.ts";
import type { Read, Write } from "../../src/internal/model/access-set.ts";
import type { Conflict } from "../../src/internal/model/conflict.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { LocationKey } from "../../src/internal/model/location.ts";
import {
  add,
  address,
  atLeast,
  balance,
  bump,
  exact,
  makeExecution,
  set,
  slot,
  type Sketch,
} from "./make-execution.ts";
import { seededRandom } from "./random.ts";
import { reachable } from "./reachable.ts";

const [alice, bob, carol] = [address(1), address(2), address(3)] as const;

describe("findConflicts", () => {
  it("finds a read of what an earlier transaction wrote, and not the other way round", () => {
    const written = { from: alice, writes: [set(slot(1))] };
    const read = { from: bob, reads: [exact(slot(1))] };
    assert.deepEqual(pairs([written, read]), ["0-1 storage"]);
    assert.deepEqual(pairs([read, written]), []);
  });

  it("keeps a pair that writes the same slot without reading it apart", () => {
    const written = { writes: [set(slot(1))] };
    assert.deepEqual(
      pairs([
        { from: alice, ...written },
        { from: bob, ...written },
      ]),
      [],
    );
  });

  it("lists one conflict for each location of a pair, in order", () => {
    const both = bump(slot(2), slot(1));
    assert.deepEqual(
      findConflicts(
        makeExecution([
          { from: alice, ...both },
          { from: bob, ...both },
        ]),
      ).conflicts,
      [
        { kind: "location", earlier: 0, later: 1, class: "storage", location: slot(1) },
        { kind: "location", earlier: 0, later: 1, class: "storage", location: slot(2) },
      ],
    );
  });

  it("makes one conflict of a pair of the same sender, whatever it touches", () => {
    const { conflicts, conflictCounts, contended, senders } = findConflicts(
      makeExecution([1, 2, 3].map(() => ({ from: alice, ...bump(slot(1), slot(2)) }))),
    );
    assert.deepEqual(
      conflicts.map(({ earlier, later, class: name }) => [earlier, later, name]),
      [
        [0, 1, "sender"],
        [0, 2, "sender"],
        [1, 2, "sender"],
      ],
    );
    assert.deepEqual(conflictCounts, { storage: 0, balance: 0, nonce: 0, code: 0, sender: 3 });
    assert.deepEqual(contended, []);
    assert.equal(senders, 1);
  });

  it("gives every kind of location its class", () => {
    for (const [kind, name] of [
      ["nonce", "nonce"],
      ["code", "code"],
      ["existence", "balance"],
      ["balance", "balance"],
    ] as const) {
      const location = `${kind}:${address(9)}`;
      assert.deepEqual(
        pairs([
          { from: alice, writes: [set(location)] },
          { from: bob, reads: [exact(location)] },
        ]),
        [`0-1 ${name}`],
      );
    }
  });

  it("leaves out skipped transactions", () => {
    assert.deepEqual(
      pairs([
        { from: alice, ...bump(slot(1)) },
        { from: bob, ...bump(slot(1)), skipped: true },
        { from: carol, ...bump(slot(1)) },
      ]),
      ["0-2 storage"],
    );
  });

  describe("balances", () => {
    const credit = { from: alice, writes: [add(balance(9), 10n)] };

    it("lets additions commute", () => {
      assert.deepEqual(pairs([credit, { ...credit, from: bob }]), []);
    });

    it("meets an addition with an exact read", () => {
      assert.deepEqual(pairs([credit, { from: bob, reads: [exact(balance(9))] }]), ["0-1 balance"]);
    });

    it("meets an addition with a need only if it is not enough without", () => {
      const debit = { from: bob, reads: [atLeast(balance(9), 5n)], writes: [add(balance(9), -5n)] };
      assert.deepEqual(pairs([credit, debit], { [address(9)]: 5n }), []);
      assert.deepEqual(pairs([credit, debit], { [address(9)]: 4n }), ["0-1 balance"]);
    });

    it("counts the other additions on the way", () => {
      const debit = { from: carol, reads: [atLeast(balance(9), 12n)] };
      assert.deepEqual(pairs([credit, { ...credit, from: bob }, debit], { [address(9)]: 2n }), []);
      assert.deepEqual(pairs([credit, { ...credit, from: bob }, debit], { [address(9)]: 1n }), [
        "0-2 balance",
        "1-2 balance",
      ]);
    });

    it("never minds an earlier debit that leaves enough", () => {
      const debit = { from: alice, writes: [add(balance(9), -1n)] };
      assert.deepEqual(
        pairs([debit, { from: bob, reads: [atLeast(balance(9), 5n)] }], { [address(9)]: 9n }),
        [],
      );
    });

    it("meets a set with any read", () => {
      const written = { from: alice, writes: [set(balance(9), 1000n)] };
      assert.deepEqual(pairs([written, { from: bob, reads: [atLeast(balance(9), 1n)] }]), [
        "0-1 balance",
      ]);
    });

    it("takes an addition of nothing for no write", () => {
      const free = { from: alice, writes: [add(balance(9), 0n)] };
      assert.deepEqual(pairs([free, { from: bob, reads: [exact(balance(9))] }]), []);
    });

    it("takes the stronger of two reads", () => {
      const reads = [exact(balance(9)), atLeast(balance(9), 1n)];
      assert.deepEqual(pairs([credit, { from: bob, reads }], { [address(9)]: 99n }), [
        "0-1 balance",
      ]);
      assert.deepEqual(
        pairs([credit, { from: bob, reads: reads.toReversed() }], { [address(9)]: 99n }),
        ["0-1 balance"],
      );
    });
  });

  it("counts all conflicts and lists the first 10,000", () => {
    const count = 200;
    const { conflicts, conflictCounts, contended } = findConflicts(
      makeExecution(
        Array.from({ length: count }, (_, index) => ({
          from: address(index + 1),
          ...bump(slot(1)),
        })),
      ),
    );
    assert.equal(conflicts.length, 10_000);
    assert.equal(conflictCounts.storage, (count * (count - 1)) / 2);
    assert.deepEqual(
      conflicts,
      conflicts.toSorted((a, b) => a.later - b.later || a.earlier - b.earlier),
    );
    assert.equal(contended[0]?.dependencies.length, count - 1);
  });

  it("looks at each access as often, however many there are, where nothing is shared", () => {
    let looks = 0;
    const counted = <Access extends Read | Write>({ location, ...access }: Access) => ({
      ...access,
      get location() {
        looks++;
        return location;
      },
    });
    const looksAt = (count: number) => {
      const execution = makeExecution(
        Array.from({ length: count }, (_, index) => ({
          from: address(index + 1),
          reads: [counted(exact(slot(index)))],
          writes: [counted(set(slot(index))), counted(add(balance(0xc0), 1n))],
        })),
      );
      looks = 0;
      assert.deepEqual(findConflicts(execution).contended, []);
      return looks;
    };
    const few = looksAt(100);
    assert(few >= 300);
    // Comparing all pairs would look 256 times as often.
    assert.equal(looksAt(1_600), 16 * few);
  });

  it("equals a comparison of all pairs on random access sets", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const execution = randomExecution(seed);
      const found = findConflicts(execution);
      const expected = allPairs(execution);
      assert.deepEqual(
        found.conflicts.map(describeConflict).sort(),
        expected.map(describeConflict).sort(),
        `seed ${seed}`,
      );
      for (const place of found.contended) {
        const there = expected.filter(
          (one) => one.kind === "location" && one.location === place.location,
        );
        assert.equal(place.conflicts, there.length);
        assert.deepEqual(place.earlier, ascending(there.map(({ earlier }) => earlier)));
        assert.deepEqual(place.later, ascending(there.map(({ later }) => later)));
      }
    }
  });

  it("keeps of each location the dependencies that all its pairs follow from", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const execution = randomExecution(seed);
      const own = senderDependencies(execution);
      for (const { location, dependencies } of findConflicts(execution).contended) {
        const there = allPairs(execution).filter(
          (one) => one.kind === "sender" || one.location === location,
        );
        assert.deepEqual(
          reachable([...own, ...dependencies]),
          reachable(there),
          `seed ${seed}, ${location}`,
        );
      }
    }
  });
});

function pairs(
  sketches: readonly Sketch[],
  balances: Record<string, bigint> = {},
): readonly string[] {
  const { conflicts } = findConflicts(makeExecution(sketches, { balances }));
  return conflicts.map((one) => `${one.earlier}-${one.later} ${one.class}`);
}

function describeConflict(one: Conflict): string {
  return `${one.earlier}-${one.later} ${one.class} ${one.kind === "location" ? one.location : ""}`;
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** The definition, literally: every pair, every read of the later one, every write of the earlier one. */
function allPairs({ scenario, transactions }: ScenarioExecution): readonly Conflict[] {
  const found: Conflict[] = [];
  const accessesOf = (index: number) => transactions[index]?.result?.accesses;
  for (let later = 0; later < transactions.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      const [before, after] = [accessesOf(earlier), accessesOf(later)];
      if (before === undefined || after === undefined) continue;
      if (
        scenario.transactions[earlier]?.fields.from === scenario.transactions[later]?.fields.from
      ) {
        found.push({ kind: "sender", earlier, later, class: "sender" });
        continue;
      }
      for (const location of new Set(after.reads.map((read) => read.location))) {
        const write = before.writes.find((one) => one.location === location);
        const reads = after.reads.filter((one) => one.location === location);
        if (write !== undefined && reads.some((read) => isConflict(read, write, earlier, later))) {
          const kind = location.split(":")[0];
          const name =
            kind === "existence"
              ? "balance"
              : kind === "nonce" || kind === "balance"
                ? kind
                : "storage";
          found.push({ kind: "location", earlier, later, class: name, location });
        }
      }
    }
  }
  return found;

  function isConflict(read: Read, write: Write, earlier: number, later: number): boolean {
    if (write.kind === "add" && write.value === 0n) return false;
    if (read.kind === "exact" || write.kind === "set") return true;
    return (
      balanceAt(read.location, later) >= read.value !==
      balanceAt(read.location, later, earlier) >= read.value
    );
  }

  function balanceAt(location: LocationKey, before: number, without?: number): bigint {
    const owner = scenario.preState.get(location.slice("balance:".length) as `0x${string}`);
    let value = owner?.balance ?? 0n;
    for (let index = 0; index < before; index++) {
      if (index === without) continue;
      for (const write of accessesOf(index)?.writes ?? []) {
        if (write.location === location)
          value = write.kind === "set" ? write.value : value + write.value;
      }
    }
    return value;
  }
}

function randomExecution(seed: number): ScenarioExecution {
  const random = seededRandom(seed);
  const senders = 1 + random.below(6);
  const locations = [slot(1), slot(2), slot(3), `nonce:${address(9)}`, `existence:${address(9)}`];
  const sketches = Array.from({ length: 2 + random.below(14) }, (): Sketch => {
    const reads: Read[] = [];
    const writes: Write[] = [];
    for (const location of locations) {
      if (random.chance(0.3)) reads.push(exact(location));
      if (random.chance(0.25)) writes.push(set(location));
    }
    for (const location of [balance(7), balance(8)]) {
      if (random.chance(0.2)) reads.push(exact(location));
      if (random.chance(0.4)) reads.push(atLeast(location, BigInt(random.below(30))));
      if (random.chance(0.5)) writes.push(add(location, BigInt(random.below(21) - 8)));
      else if (random.chance(0.1)) writes.push(set(location, BigInt(random.below(20))));
    }
    return { from: address(1 + random.below(senders)), reads, writes, skipped: random.chance(0.1) };
  });
  return makeExecution(sketches, {
    balances: { [address(7)]: 10n, [address(8)]: BigInt(random.below(20)) },
  });
}
