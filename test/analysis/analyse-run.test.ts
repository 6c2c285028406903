import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../../src/internal/analysis/analyse-run.ts";
import { profileOf } from "../../src/internal/analysis/profiles/all-profiles.ts";
import type { TransactionNames } from "../../src/internal/model/analysis.ts";
import type { ProfileId } from "../../src/internal/model/profile.ts";
import type { LocationName } from "../../src/internal/model/slot-name.ts";
import { address, bumpFrom, exact, makeExecution, slot } from "./make-execution.ts";

/** Slot 1 is a counter, slot 2 a guard; in the second scenario there is the guard only. */
const both = makeExecution(
  [0, 1, 2].map((index) => {
    const { reads = [], writes = [] } = bumpFrom(BigInt(index), slot(1));
    return {
      from: address(index + 1),
      reads: [...reads, exact(slot(2), 1n)],
      writes,
      netZeroWrites: [slot(2)],
    };
  }),
);
const guardOnly = makeExecution(
  [1, 2].map((user) => ({
    from: address(user),
    reads: [exact(slot(2), 1n)],
    netZeroWrites: [slot(2)],
  })),
  { firstId: 10 },
);

describe("analyseRun", () => {
  it("says of a hotspot what it costs on each engine", () => {
    const { profile, prices } = run("block-stm");
    assert.equal(profile, "block-stm");
    assert.deepEqual(
      prices.map(({ group, engines }) => ({ group, engines })),
      [
        {
          group: slot(1),
          engines: [
            { profile: "access-list", conflicts: 0, savedGas: 0n, now: 3, without: 3 },
            { profile: "block-stm", conflicts: 3, savedGas: 200n, now: 1, without: 3 },
            // The guard keeps them waiting nevertheless.
            { profile: "key-based", conflicts: 3, savedGas: 0n, now: 1, without: 1 },
            { profile: "value-based", conflicts: 3, savedGas: 200n, now: 1, without: 3 },
          ],
        },
      ],
    );
  });

  it("lists apart what counts on other engines only", () => {
    const { otherEngines } = run("block-stm");
    assert.deepEqual(
      otherEngines.map(({ profile, price }) => [profile, price.group, price.conflicts]),
      [["key-based", slot(2), 4]],
    );
    const [guard] = otherEngines;
    assert.deepEqual(guard?.price.engines, [
      // Over the scenarios in which it counts on its own engine: 500 gas, of which two longest ones are 200.
      { profile: "access-list", conflicts: 0, savedGas: 0n, now: 2.5, without: 2.5 },
      { profile: "block-stm", conflicts: 0, savedGas: 0n, now: 1.25, without: 1.25 },
      { profile: "key-based", conflicts: 4, savedGas: 100n, now: 1, without: 1.25 },
      { profile: "value-based", conflicts: 0, savedGas: 0n, now: 1.25, without: 1.25 },
    ]);
  });

  it("makes the analysis for the engine that is chosen", () => {
    const key = run("key-based");
    assert.deepEqual(
      key.prices.map(({ group, savedGas }) => [group, savedGas]),
      [
        [slot(2), 100n],
        [slot(1), 0n],
      ],
    );
    assert.deepEqual(key.otherEngines, []);
    assert.equal(key.speedup.bound, 1);
    assert.ok(key.analyses.every(({ profile }) => profile === "key-based"));

    const list = run("access-list");
    assert.deepEqual(list.prices, []);
    assert.equal(list.speedup.bound, 2.5);
    // Each once, where it is dearest; where two are alike, on the first.
    assert.deepEqual(
      list.otherEngines.map(({ profile, price }) => [profile, price.group]),
      [
        ["block-stm", slot(1)],
        ["key-based", slot(2)],
      ],
    );
  });

  it("groups a location on all engines as the chosen one does", () => {
    // Who only meets it on a key-based engine calls it otherwise, and is in the majority.
    const execution = makeExecution([
      { from: address(1), ...bumpFrom(0n, slot(1)) },
      { from: address(2), ...bumpFrom(1n, slot(1)) },
      ...[3, 4, 5, 6].map((user) => ({
        from: address(user),
        writes: [{ location: slot(1), kind: "set" as const, value: 2n }],
      })),
    ]);
    const name = (transaction: number): LocationName => ({
      kind: "named",
      contract: "a.sol:A",
      group: transaction < 2 ? "known" : "unknown",
      fields: [],
      packed: [],
    });
    const names: TransactionNames = {
      call: () => ({}),
      access: (_, transaction) => ({ name: name(transaction), sites: [] }),
    };
    const { prices, otherEngines } = analyseRun([execution], names);
    assert.deepEqual(otherEngines, []);
    assert.deepEqual(
      prices.map(({ group, engines }) => [group, engines.map(({ conflicts }) => conflicts)]),
      [["storage a.sol:A known", [0, 1, 15, 1]]],
    );
  });
});

/** Nothing has a name, so each location is a group. */
function run(profile: ProfileId): ReturnType<typeof analyseRun> {
  const raw: LocationName = { kind: "raw", path: "", reason: "" };
  const names = { call: () => ({}), access: () => ({ name: raw, sites: [] }) };
  return analyseRun([both, guardOnly], names, profileOf(profile));
}
