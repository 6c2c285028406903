import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { analyseScenario } from "../../src/internal/analysis/analyse-scenario.ts";
import { priceRemedies } from "../../src/internal/analysis/price-remedies.ts";
import type { ScenarioAnalysis } from "../../src/internal/model/analysis.ts";
import type { LocationKey } from "../../src/internal/model/location.ts";
import type { RemediedGroup } from "../../src/internal/model/suggestion.ts";
import { address, bump, makeExecution, slot, type Sketch } from "./make-execution.ts";

const byLocation = (_scenario: number, location: LocationKey): string => location;
const removed = (group: string): RemediedGroup => ({ group, remedy: { kind: "remove" } });
const sharded = (group: string, shards: number): RemediedGroup => ({
  group,
  remedy: { kind: "shard", shards },
});

describe("priceRemedies", () => {
  it("models what is removed, and parts of it by the sender", () => {
    const counter = analyse(
      [0, 1, 2, 3].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) })),
    );
    const price = (one: RemediedGroup) => priceRemedies([counter], byLocation, [one]);
    assert.deepEqual(price(removed(slot(1))), [
      { threads: 8, now: 1, alone: 4, withAbove: 4, next: undefined },
    ]);
    // Users 0 and 2 share a part, and so do 1 and 3.
    assert.deepEqual(price(sharded(slot(1), 2)), [
      { threads: 8, now: 1, alone: 2, withAbove: 2, next: slot(1) },
    ]);
    assert.equal(price(sharded(slot(1), 4))[0]?.alone, 4);
  });

  it("names what is met next, and what is won with all before", () => {
    const both = analyse(
      [0, 1, 2, 3].map((user) => ({
        from: address(user),
        gas: 100,
        ...bump(slot(1), slot(2)),
      })),
    );
    assert.deepEqual(priceRemedies([both], byLocation, [removed(slot(1)), removed(slot(2))]), [
      { threads: 8, now: 1, alone: 1, withAbove: 1, next: slot(2) },
      { threads: 8, now: 1, alone: 1, withAbove: 4, next: undefined },
    ]);
  });

  it("looks at the scenarios in which the group conflicts only", () => {
    const hot = analyse(
      [0, 1].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) })),
    );
    const other = analyse(
      [0, 1].map((user) => ({ from: address(user), gas: 900, ...bump(slot(2)) })),
    );
    const [gain] = priceRemedies([other, hot], byLocation, [removed(slot(1))]);
    assert.deepEqual([gain?.now, gain?.alone, gain?.next], [1, 2, undefined]);
  });

  it("keeps the order of each sender", () => {
    const counter = analyse(
      [0, 0, 1].map((user) => ({ from: address(user), gas: 100, ...bump(slot(1)) })),
    );
    assert.equal(priceRemedies([counter], byLocation, [removed(slot(1))])[0]?.alone, 1.5);
  });
});

function analyse(sketches: readonly Sketch[]): ScenarioAnalysis {
  return analyseScenario(makeExecution(sketches));
}
