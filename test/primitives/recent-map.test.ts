import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { RecentMap } from "../../src/internal/primitives/recent-map.ts";
import { remember } from "../../src/internal/primitives/remember.ts";

describe("RecentMap", () => {
  it("forgets what came first when it is full", () => {
    const map = new RecentMap<string, number>(2);
    let made = 0;
    const get = (key: string) => remember(map, key, () => ++made);
    assert.deepEqual(["a", "b", "a", "b", "c", "b", "c", "a"].map(get), [1, 2, 1, 2, 3, 2, 3, 4]);
  });

  it("counts a key once, however often it is set", () => {
    const map = new RecentMap<string, number>(2);
    map.set("a", 1);
    map.set("b", 2);
    map.set("b", 3);
    assert.deepEqual([map.get("a"), map.get("b")], [1, 3]);
  });
});
