import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getHeapStatistics } from "node:v8";

import { collectLargeGarbage } from "../../src/internal/primitives/collect-garbage.ts";

describe("collectLargeGarbage", () => {
  it("frees what nothing refers to any more", () => {
    const before = getHeapStatistics().used_heap_size;
    let kept: object[] = Array.from({ length: 5_000_000 }, (_, i) => ({ i }));
    const full = getHeapStatistics().used_heap_size;
    assert(full - before > 100e6, "it is too little to tell");
    kept = kept.slice(0, 10);
    collectLargeGarbage();
    assert(getHeapStatistics().used_heap_size - before < 20e6);
    assert.equal(kept.length, 10);
  });
});
