import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  dependencyGraph,
  type DependencyGraph,
} from "../../../src/internal/primitives/schedule/dependency-graph.ts";
import {
  criticalPath,
  remainingPaths,
} from "../../../src/internal/primitives/schedule/critical-path.ts";
import { listSchedule } from "../../../src/internal/primitives/schedule/list-schedule.ts";
import { makespans } from "../../../src/internal/analysis/makespans.ts";
import { bestSchedule, makespan } from "../../../src/internal/primitives/schedule/best-schedule.ts";
import type { Dependency } from "../../../src/internal/primitives/schedule/dependency-graph.ts";
import { parseEdges } from "./parse-edges.ts";
import { seededRandom } from "../../analysis/random.ts";

describe("listSchedule", () => {
  it("runs independent transactions side by side", () => {
    const graph = dependencyGraph([3, 3, 2, 2], []);
    assert.deepEqual(listSchedule(graph, 2), {
      assignments: [
        { thread: 0, start: 0 },
        { thread: 1, start: 0 },
        { thread: 0, start: 3 },
        { thread: 1, start: 3 },
      ],
      makespan: 5,
    });
    assert.equal(criticalPath(graph), 3);
  });

  it("starts the longest remaining path first", () => {
    // 1 → 2 → 3 is 9 long, 0 stands alone and is the largest.
    const graph = dependencyGraph([4, 3, 3, 3], [dependencies([1, 2], [2, 3])]);
    assert.deepEqual(remainingPaths(graph), [4, 9, 6, 3]);
    assert.deepEqual(listSchedule(graph, 1).assignments, [
      { thread: 0, start: 6 },
      { thread: 0, start: 0 },
      { thread: 0, start: 3 },
      { thread: 0, start: 10 },
    ]);
    assert.equal(listSchedule(graph, 2).makespan, 9);
  });

  it("waits for all predecessors of a diamond", () => {
    const graph = dependencyGraph(
      [1, 5, 2, 1],
      [dependencies([0, 1], [0, 2]), dependencies([1, 3], [2, 3])],
    );
    assert.deepEqual(
      listSchedule(graph, 2).assignments.map(({ start }) => start),
      [0, 1, 1, 6],
    );
    assert.equal(criticalPath(graph), 7);
  });

  it("has nothing to do for an empty scenario, and no time for transactions without gas", () => {
    assert.equal(listSchedule(dependencyGraph([], []), 4).makespan, 0);
    assert.equal(listSchedule(dependencyGraph([0, 0, 0], [dependencies([0, 2])]), 1).makespan, 0);
  });

  it("gives valid schedules within Graham's bound on random graphs", () => {
    for (let seed = 1; seed <= 400; seed++) {
      const graph = randomGraph(seed);
      const total = graph.weights.reduce((sum, gas) => sum + gas, 0);
      for (const threads of [1, 2, 3, 8]) {
        const schedule = listSchedule(graph, threads);
        assertValid(graph, schedule, threads);
        const atLeast = Math.max(criticalPath(graph), total / threads);
        assert.ok(schedule.makespan >= atLeast, `seed ${seed}: faster than possible`);
        // Graham proves (total + (n-1) * critical path) / n for every list schedule: at most twice the optimum.
        assert.ok(
          schedule.makespan * threads <= total + (threads - 1) * criticalPath(graph),
          `seed ${seed}`,
        );
        assert.ok(schedule.makespan <= 2 * atLeast, `seed ${seed}: more than twice the optimum`);
      }
    }
  });
});

describe("makespan", () => {
  it("never grows with more threads and never beats the critical path", () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const graph = randomGraph(seed);
      const { 2: two, 4: four, 8: eight, 16: sixteen } = makespans(graph);
      assert.ok(two >= four && four >= eight && eight >= sixteen, `seed ${seed}`);
      assert.ok(sixteen >= BigInt(criticalPath(graph)));
    }
  });

  it("is that of the best schedule, also where there is nothing to schedule", () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const graph = randomGraph(seed);
      for (const threads of [2, 4, 8, 16] as const) {
        const { makespan: best } = bestSchedule(graph, threads);
        assert.equal(makespan(graph, threads), best, `seed ${seed}, ${threads} threads`);
        assert.equal(makespans(graph)[threads], BigInt(best), `seed ${seed}`);
      }
    }
  });

  it("takes the schedule of 4 threads for 8 where list scheduling is slower on 8", () => {
    const graph = dependencyGraph(ANOMALY.gas, [dependencies(...ANOMALY.edges)]);
    assert.equal(listSchedule(graph, 4).makespan, 43);
    assert.equal(listSchedule(graph, 8).makespan, 44);
    assert.equal(makespan(graph, 8), 43);
  });
});

/** Found by search. */
const ANOMALY = {
  gas: [2, 5, 1, 7, 6, 8, 5, 9, 5, 5, 3, 6, 9, 1, 7, 8, 7, 9, 5, 2, 3, 3, 5, 3, 3, 5, 1, 2],
  edges:
    parseEdges(`0-4 0-5 2-6 4-6 5-6 5-11 6-11 11-12 1-14 1-15 12-15 13-15 14-15 3-16 4-16 11-16 6-18
    6-19 3-20 0-21 2-21 3-21 17-21 13-22 15-22 16-22 13-23 17-23 5-24 18-24 4-26 7-26
    25-26 2-27 9-27`),
};

function dependencies(...pairs: readonly (readonly [number, number])[]): readonly Dependency[] {
  return pairs.map(([earlier, later]) => ({ earlier, later }));
}

function randomGraph(seed: number): DependencyGraph {
  const random = seededRandom(seed);
  const count = 1 + random.below(20);
  const density = [0.05, 0.2, 0.5][random.below(3)] ?? 0;
  const pairs: Dependency[] = [];
  for (let later = 0; later < count; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      if (random.chance(density)) pairs.push({ earlier, later });
    }
  }
  // The same pair may come from several locations.
  const again = pairs.filter(() => random.chance(0.3));
  return dependencyGraph(
    Array.from({ length: count }, () => random.below(50)),
    [pairs, again],
  );
}

function assertValid(
  graph: DependencyGraph,
  schedule: ReturnType<typeof listSchedule>,
  threads: number,
): void {
  const spans = schedule.assignments.map(({ thread, start }, index) => {
    return { thread, start, end: start + (graph.weights[index] ?? 0) };
  });
  assert.equal(
    schedule.makespan,
    spans.reduce((last, { end }) => Math.max(last, end), 0),
  );
  for (const [index, span] of spans.entries()) {
    assert.ok(span.thread >= 0 && span.thread < threads);
    for (const successor of graph.successors[index] ?? []) {
      assert.ok((spans[successor]?.start ?? -1) >= span.end, "a transaction did not wait");
    }
    for (const other of spans.slice(index + 1)) {
      if (other.thread !== span.thread || other.start === other.end || span.start === span.end)
        continue;
      assert.ok(
        other.start >= span.end || span.start >= other.end,
        "two transactions overlap on a thread",
      );
    }
  }
}
