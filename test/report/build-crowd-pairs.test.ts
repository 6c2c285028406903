import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ContendedLocation } from "../../src/internal/model/analysis.ts";
import type { Conflict } from "../../src/internal/model/conflict.ts";
import type { LocationKey } from "../../src/internal/model/location.ts";
import { buildCrowdPairs } from "../../src/internal/report/build-crowd-pairs.ts";

const [FIRST, SECOND, THIRD] = ["1", "2", "3"].map(
  (slot): LocationKey => `storage:0x${"1".repeat(40)}:0x${slot.padStart(64, "0")}`,
);

function contended(location: LocationKey | undefined, conflicts: number): ContendedLocation {
  assert(location !== undefined);
  return {
    location,
    class: "storage",
    conflicts,
    earlier: [0, 1, 2],
    later: [1, 2, 3],
    dependencies: [],
  };
}

function conflict(earlier: number, later: number, location: LocationKey | undefined): Conflict {
  assert(location !== undefined);
  return { kind: "location", class: "storage", earlier, later, location };
}

/** Four users at the first location: hotspot 0; the other two are hotspot 1. */
function pairsOf(locations: readonly ContendedLocation[], conflicts: readonly Conflict[]) {
  return buildCrowdPairs({ contended: locations, conflicts, weights: [1, 1, 1, 1] }, (location) =>
    location === FIRST ? 0 : 1,
  );
}

describe("buildCrowdPairs", () => {
  it("knows all pairs where all meet, though none of them is listed", () => {
    const { pairs, omitted } = pairsOf([contended(FIRST, 6)], []);
    assert.deepEqual([...pairs], [[0, [[0, 2, 1, 3]]]]);
    assert.equal(omitted, 0);
  });

  it("takes the listed pairs where not all meet, and counts the others", () => {
    const { pairs, omitted } = pairsOf(
      [contended(SECOND, 3), contended(THIRD, 2)],
      [conflict(0, 1, SECOND), conflict(1, 2, SECOND), conflict(0, 1, THIRD)],
    );
    const blocks = [
      [0, 0, 1, 1],
      [1, 1, 2, 2],
    ];
    assert.deepEqual([...pairs], [[1, blocks]]);
    assert.equal(omitted, 2);
  });
});
