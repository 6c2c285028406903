import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { crowdKey } from "../../src/internal/session/crowd-key.ts";

describe("crowdKey", () => {
  const test = { file: "test/a.ts", title: "bets", transactions: [{ id: 7 }, { id: 8 }] };
  const bet = (id: number, origin = test) =>
    crowdKey({ target: "same", called: "Pool.bet", id, origin });

  it("tells calls of one function in one test from each other, whatever number the run gave them", () => {
    assert.notEqual(bet(7), bet(8));
    const again = { ...test, transactions: [{ id: 17 }, { id: 18 }] };
    assert.equal(bet(17, again), bet(7));
    assert.equal(bet(18, again), bet(8));
  });

  it("tells tests, functions and targets from each other", () => {
    const keys = [
      bet(7),
      bet(7, { ...test, title: "others" }),
      bet(7, { ...test, file: "test/b.ts" }),
      crowdKey({ target: "spread", called: "Pool.bet", id: 7, origin: test }),
      crowdKey({ target: "same", called: "Pool.claim", id: 7, origin: test }),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });
});
