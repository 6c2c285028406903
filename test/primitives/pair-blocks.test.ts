import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { countPairs, pairBlocks, pairsIn } from "../../src/internal/primitives/pair-blocks.ts";

describe("pairBlocks", () => {
  it("has one block where all conflict with all before them, whatever their number", () => {
    const rows = Array.from({ length: 64 }, (_, later) => [later, range(0, later)] as const);
    assert.deepEqual(pairBlocks(rows), [[0, 62, 1, 63]]);
  });

  it("has one block of one who goes before all, and of all who go before one", () => {
    const first = Array.from({ length: 9 }, (_, later) => [later + 1, [0]] as const);
    assert.deepEqual(pairBlocks(first), [[0, 0, 1, 9]]);
    assert.deepEqual(pairBlocks([[9, range(0, 9)]]), [[0, 8, 9, 9]]);
  });

  it("gives back the pairs that went in, each once", () => {
    let state = 7;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor(state / 65_536) % below;
    };
    for (let round = 0; round < 300; round++) {
      // From few pairs to nearly all.
      const share = random(10);
      const rows = Array.from(
        { length: 2 + random(12) },
        (_, later) => [later, range(0, later).filter(() => random(10) >= share)] as const,
      );
      const pairs = rows.flatMap(([later, earlier]) => earlier.map((one) => `${one} ${later}`));
      const blocks = pairBlocks(rows);
      assert.equal(countPairs(blocks), pairs.length);
      const again = [...pairsIn(blocks)].map((pair) => pair.join(" "));
      assert.deepEqual(again.sort(), pairs.sort(), JSON.stringify(blocks));
    }
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
