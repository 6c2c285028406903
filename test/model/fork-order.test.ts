import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { isSince } from "../../src/internal/model/fork-order.ts";

describe("isSince", () => {
  it("orders hardforks by their age", () => {
    assert(isSince("byzantium", "byzantium"));
    assert(isSince("istanbul", "byzantium"));
    assert(!isSince("spuriousDragon", "byzantium"));
    assert(!isSince("chainstart", "homestead"));
  });

  it("knows EDR's names", () => {
    assert(!isSince("frontier", "homestead"));
    assert(!isSince("daoFork", "tangerineWhistle"));
    assert(!isSince("tangerine", "byzantium"));
    assert(isSince("merge", "paris"));
    assert(!isSince("merge", "shanghai"));
  });

  it("takes unknown names for newer hardforks", () => {
    assert(isSince("osaka", "prague"));
    assert(isSince("amsterdam", "prague"));
  });
});
