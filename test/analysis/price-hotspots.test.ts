import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseScenario } from "../../src/internal/analysis/analyse-scenario.ts";
import { dependencyGraph } from "../../src/internal/primitives/schedule/dependency-graph.ts";
import { listSchedule } from "../../src/internal/primitives/schedule/list-schedule.ts";
import { priceHotspots } from "../../src/internal/analysis/price-hotspots.ts";
import { speedupOf } from "../../src/internal/analysis/speedup-of.ts";
import type { ScenarioAnalysis } from "../../src/internal/model/analysis.ts";
import type { LocationKey } from "../../src/internal/model/location.ts";
import { address, bump, exact, makeExecution, set, slot, type Sketch } from "./make-execution.ts";
import { parseEdges } from "../primitives/schedule/parse-edges.ts";
import { seededRandom } from "./random.ts";

const byLocation = (_scenario: number, location: LocationKey): string => location;

describe("analyseScenario", () => {
  it("models a counter that all transactions bump as one after another", () => {
    const analysis = analyse(
      [1, 2, 3, 4].map((user) => ({ from: address(user), gas: 50, ...bump(slot(1)) })),
    );
    assert.equal(analysis.totalGas, 200n);
    assert.equal(analysis.criticalPath, 200n);
    assert.deepEqual(analysis.makespans, { 2: 200n, 4: 200n, 8: 200n, 16: 200n });
    assert.deepEqual(analysis.speedup, { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } });
    assert.equal(analysis.senders, 4);
  });

  it("models independent transactions by their number and size", () => {
    const analysis = analyse(
      [1, 2, 3].map((user) => ({ from: address(user), gas: 100, ...bump(slot(user)) })),
    );
    assert.deepEqual(analysis.speedup, { bound: 3, threads: { 2: 1.5, 4: 3, 8: 3, 16: 3 } });
  });

  it("keeps the order of a sender", () => {
    const analysis = analyse([1, 1, 2].map((user) => ({ from: address(user), gas: 100 })));
    assert.equal(analysis.criticalPath, 200n);
    assert.equal(analysis.speedup.bound, 1.5);
  });

  it("weighs a skipped transaction nothing and does not count its sender", () => {
    const analysis = analyse([
      { from: address(1), gas: 100 },
      { from: address(2), gas: 900, skipped: true },
    ]);
    assert.equal(analysis.totalGas, 100n);
    assert.equal(analysis.senders, 1);
  });

  it("says 1 for a scenario without gas", () => {
    assert.equal(analyse([{ from: address(1), skipped: true }]).speedup.threads["8"], 1);
  });
});

describe("speedupOf", () => {
  it("divides the sums, not the ratios", () => {
    const serial = analyse(
      [1, 2].map((user) => ({ from: address(user), gas: 300, ...bump(slot(1)) })),
    );
    const free = analyse([1, 2].map((user) => ({ from: address(user), gas: 100 })));
    // (600 + 200) / (600 + 100)
    assert.equal(speedupOf([serial, free]).threads["2"], 1.14);
    assert.deepEqual(speedupOf([]), { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } });
  });
});

describe("priceHotspots", () => {
  it("prices the only hotspot of four transactions", () => {
    const analysis = analyse(
      [1, 2, 3, 4].map((user) => ({ from: address(user), gas: 50, ...bump(slot(1)) })),
    );
    assert.deepEqual(priceHotspots([analysis], byLocation), [
      {
        group: slot(1),
        scenarios: [0],
        transactions: 4,
        conflicts: 6,
        savedGas: 150n,
        aloneGas: 150n,
        threads: 8,
        now: 1,
        without: 4,
      },
    ]);
  });

  it("saves nothing by removing one of two hotspots at which the same transactions meet", () => {
    const analysis = analyse(
      [1, 2, 3].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1), slot(2)) })),
    );
    const prices = priceHotspots([analysis], byLocation);
    assert.deepEqual(
      prices.map(({ group, savedGas, aloneGas }) => [group, savedGas, aloneGas]),
      [
        [slot(1), 0n, 200n],
        [slot(2), 0n, 200n],
      ],
    );
    // As one group they are the whole price.
    assert.equal(priceHotspots([analysis], () => "both")[0]?.savedGas, 200n);
  });

  it("adds up over scenarios and ranks by what is saved", () => {
    const cheap = analyse(
      [1, 2].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) })),
    );
    const dear = analyse(
      [1, 2, 3].map((user) => ({ from: address(user), gas: 100, ...bump(slot(2)) })),
      10,
    );
    const both = analyse(
      [
        { from: address(1), gas: 100, ...bump(slot(1)) },
        { from: address(2), gas: 100, ...bump(slot(1)) },
        { from: address(3), gas: 100, ...bump(slot(2)) },
        { from: address(4), gas: 100, ...bump(slot(2)) },
      ],
      20,
    );
    assert.deepEqual(
      priceHotspots([cheap, dear, both], byLocation).map((price) => ({
        ...price,
        group: price.group.at(-1),
      })),
      [
        // Without slot 2, `both` still takes 200 for slot 1.
        {
          group: "2",
          scenarios: [1, 2],
          transactions: 5,
          conflicts: 4,
          savedGas: 200n,
          aloneGas: 300n,
          threads: 8,
          now: 1.4,
          without: 2.33,
        },
        {
          group: "1",
          scenarios: [0, 2],
          transactions: 4,
          conflicts: 2,
          savedGas: 100n,
          aloneGas: 200n,
          threads: 8,
          now: 1.5,
          without: 2,
        },
      ],
    );
  });

  it("counts a transaction of two scenarios once, its conflicts twice", () => {
    const users = [1, 2].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) }));
    const [price] = priceHotspots([analyse(users, 5), analyse(users, 5)], byLocation);
    assert.equal(price?.transactions, 2);
    assert.equal(price.conflicts, 2);
  });

  it("has nothing to price where one sender acts alone", () => {
    const analysis = analyse([1, 1, 1].map((user) => ({ from: address(user), ...bump(slot(1)) })));
    assert.deepEqual(priceHotspots([analysis], byLocation), []);
  });

  it("never makes a removal look slower, though list scheduling does", () => {
    const { gas, edges, removed } = ANOMALY;
    const withEdges = (kept: (edge: number) => boolean): number => {
      const list = edges
        .filter((_, edge) => kept(edge))
        .map(([earlier, later]) => ({ earlier, later }));
      return listSchedule(dependencyGraph(gas, [list]), 8).makespan;
    };
    assert.equal(
      withEdges(() => true),
      25,
    );
    assert.equal(
      withEdges((edge) => edge !== removed),
      27,
    );

    const prices = priceHotspots([analyse(sketchEdges(gas, edges))], byLocation);
    assert.equal(prices.find(({ group }) => group === slot(removed))?.savedGas, 0n);
  });

  it("never gives a negative price to a group that shortens the list schedule", () => {
    const { gas, senders, edges } = LUCKY;
    const analysis = analyse(
      sketchEdges(gas, edges).map((sketch, index) => ({
        ...sketch,
        from: address(senders[index] ?? 0),
      })),
    );
    const free = makespanOfPairs(analysis, () => false);
    assert.ok(makespanOfPairs(analysis, () => true) < free);
    const [price] = priceHotspots([analysis], () => "all");
    assert.equal(price?.aloneGas, 0n);
    assert.equal(price.savedGas, 0n);
  });

  it("equals a schedule of all pairs on random scenarios", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const analysis = analyse(randomSketches(seed));
      const prices = priceHotspots([analysis], byLocation);
      assert.deepEqual(
        prices.map(({ group }) => group).sort(),
        analysis.contended.map(({ location }) => location),
      );
      const now = makespanOfPairs(analysis, () => true);
      const free = makespanOfPairs(analysis, () => false);
      for (const { group, savedGas, aloneGas, without, now: speedup } of prices) {
        const removed = makespanOfPairs(analysis, (location) => location !== group);
        const alone = makespanOfPairs(analysis, (location) => location === group);
        assert.equal(savedGas, BigInt(Math.max(0, now - removed)), `seed ${seed}`);
        assert.equal(aloneGas, BigInt(Math.max(0, alone - free)), `seed ${seed}`);
        assert.ok(without >= speedup, `seed ${seed}`);
      }
      assert.deepEqual(
        prices,
        prices.toSorted((a, b) => Number(b.savedGas - a.savedGas)),
      );
    }
  });

  it("prices a large scenario in reasonable time", () => {
    const analysis = analyse(
      Array.from({ length: 3000 }, (_, index) => ({
        from: address(1 + (index % 500)),
        gas: 50_000 + (index % 7),
        ...bump(slot(1), slot(100 + (index % 20))),
      })),
    );
    const begin = performance.now();
    assert.equal(priceHotspots([analysis], byLocation).length, 21);
    assert.ok(performance.now() - begin < 10_000);
  });
});

function analyse(sketches: readonly Sketch[], firstId = 0): ScenarioAnalysis {
  return analyseScenario(makeExecution(sketches, { firstId }));
}

/** Makespan on 8 threads from every single pair of the conflict list. */
function makespanOfPairs(
  analysis: ScenarioAnalysis,
  kept: (location: LocationKey) => boolean,
): number {
  const gas = analysis.execution.scenario.transactions.map(({ expected }) =>
    Number(expected?.gasUsed),
  );
  const graph = dependencyGraph(gas, [
    analysis.conflicts.filter((one) => one.kind === "sender" || kept(one.location)),
  ]);
  return Math.min(...[2, 4, 8].map((threads) => listSchedule(graph, threads).makespan));
}

/** Transactions of as many senders that depend on each other just so: edge `n` is slot `n`. */
function sketchEdges(
  gas: readonly number[],
  edges: readonly (readonly [number, number])[],
): readonly Sketch[] {
  return gas.map((amount, index) => ({
    from: address(index + 1),
    gas: amount,
    reads: edges.flatMap(([, later], edge) => (later === index ? [exact(slot(edge))] : [])),
    writes: edges.flatMap(([earlier], edge) => (earlier === index ? [set(slot(edge))] : [])),
  }));
}

function randomSketches(seed: number): readonly Sketch[] {
  const random = seededRandom(seed);
  return Array.from({ length: 2 + random.below(20) }, () => ({
    from: address(1 + random.below(12)),
    gas: 20 + random.below(80),
    ...bump(...[1, 2, 3, 4].filter(() => random.chance(0.3)).map(slot)),
  }));
}

/** Found by search: removing the edge at `removed` makes the list schedule on 8 threads longer. */
const ANOMALY = {
  gas: [7, 7, 3, 7, 5, 8, 1, 9, 3, 9, 4, 5, 3, 7, 7, 5, 9, 6, 1, 3, 8, 2],
  edges:
    parseEdges(`2-4 2-8 6-9 2-10 0-11 1-12 4-12 7-12 10-12 0-13 7-13 10-14 3-15 4-15 12-15 0-16 1-16
    2-16 6-16 9-16 10-16 3-17 6-17 3-18 5-18 9-18 16-18 0-19 2-19 3-19 10-19 1-20 2-20
    3-20 5-20 8-20 14-20 15-20 0-21 2-21 15-21`),
  removed: 11,
};

/** Found by search: with these edges beside the order of each sender, the list schedule is shorter. */
const LUCKY = {
  gas: [
    9, 9, 9, 5, 4, 6, 5, 3, 7, 2, 3, 5, 8, 6, 1, 8, 9, 6, 2, 6, 1, 4, 5, 5, 7, 1, 2, 5, 1, 7, 5, 7,
    5, 8, 1, 5, 9, 7, 7, 6,
  ],
  senders: [
    10, 11, 7, 9, 5, 2, 3, 10, 8, 11, 2, 2, 6, 11, 3, 0, 8, 3, 9, 5, 8, 9, 1, 0, 7, 0, 11, 4, 4, 11,
    4, 0, 8, 4, 7, 3, 1, 9, 2, 10,
  ],
  edges: parseEdges("3-14 0-3 6-10"),
};
