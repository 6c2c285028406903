import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ExecutedTransaction } from "../../src/internal/model/execution.ts";
import type { LocationKey } from "../../src/internal/model/location.ts";
import { countRepeating } from "../../src/internal/report/count-repeating.ts";
import { address, makeExecution, set, slot } from "../analysis/make-execution.ts";

/** Writes by instructions at `sites`; afterwards other values are at `changed`. */
function call(sites: readonly LocationKey[], changed: readonly LocationKey[]): ExecutedTransaction {
  const writes = changed.map((location) => set(location, 7n));
  const [one] = makeExecution([{ from: address(1), writes }]).transactions;
  assert(one?.result !== undefined);
  const { attribution } = one.result;
  const place = { kind: "write", frame: 0, pc: 1, before: 0n, after: 7n } as const;
  const written = sites.map((location) => ({ ...place, location }));
  return { ...one, result: { ...one.result, attribution: { ...attribution, sites: written } } };
}

const [PRICE, OTHER, LOCK] = [slot(1), slot(2), slot(3)];

describe("countRepeating", () => {
  it("counts those behind the first who set a variable to the same", () => {
    const first = call([PRICE], [PRICE]);
    const again = call([PRICE], []);
    assert.equal(countRepeating([first, again, again]), 2);
    assert.equal(countRepeating([first]), 0);
  });

  it("counts none who change something, take a lock and give it back, or write nothing", () => {
    const first = call([PRICE], [PRICE]);
    assert.equal(countRepeating([first, first]), 0);
    assert.equal(countRepeating([first, call([PRICE, OTHER], [OTHER])]), 0);
    assert.equal(countRepeating([call([LOCK], []), call([LOCK], [])]), 0);
    assert.equal(countRepeating([first, call([], [])]), 0);
  });
});
