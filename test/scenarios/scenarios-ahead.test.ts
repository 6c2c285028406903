import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Scenario } from "../../src/internal/model/scenario.ts";
import { buildScenarios } from "../../src/internal/scenarios/build-scenarios.ts";
import {
  type AheadScenario,
  ScenariosAhead,
} from "../../src/internal/scenarios/scenarios-ahead.ts";
import { ALICE, BOB, call, create, Script } from "./script.ts";

const KINDS = ["block", "test"] as const;

/** Takes what is complete after every so many records. */
function ahead({ records }: Script, every: number): AheadScenario[] {
  const scenarios = new ScenariosAhead(KINDS);
  const found = records.flatMap((record, i) => {
    scenarios.add(record);
    return (i + 1) % every === 0 ? scenarios.take() : [];
  });
  return [...found, ...scenarios.take()];
}

/** How many of the scenarios that a recording comes to were found before its end, of the same records; and how many others. */
function compare(script: Script, every: number) {
  const { scenarios, recordsOf } = buildScenarios([script.records], KINDS);
  const found = ahead(script, every);
  const isMadeOf = (one: AheadScenario, records: AheadScenario["records"]) =>
    one.records.length === records.length &&
    one.records.every((record, i) => record === records[i]);
  const known = scenarios.filter((scenario) => {
    const records = recordsOf.get(scenario) ?? [];
    const one = found.find(
      ({ scenario: { kind }, ...made }) =>
        kind === scenario.kind && isMadeOf({ scenario, ...made }, records),
    );
    if (one === undefined) return false;
    // All but the numbers, which come from the whole.
    assert.deepEqual(withoutNumbers(one.scenario), withoutNumbers(scenario));
    return true;
  });
  return { all: scenarios.length, known: known.length, others: found.length - known.length };
}

/** Nor the file, which for a set-up is that of the next test. */
function withoutNumbers(scenario: Scenario): Scenario {
  const transactions = scenario.transactions.map((one) => ({ ...one, id: 0 }));
  return { ...scenario, id: "", file: "", transactions };
}

/** Tests on a fixture: the first one builds it, each further one goes back to it. */
function onFixture(tests: number): Script {
  const script = new Script().connection();
  for (let i = 0; i < tests; i++) {
    script.test(`test ${i}`).body();
    if (i === 0) script.mine({ fields: create(ALICE) }).mine({ fields: call(ALICE) });
    else script.boundary("revert");
    script
      .boundary("snapshot")
      .mine({ fields: call(ALICE) })
      .mine({ fields: call(BOB) });
  }
  return script;
}

/** Tests that each deploy what they need. */
function withoutFixture(tests: number): Script {
  const script = new Script().connection();
  for (let i = 0; i < tests; i++) {
    script
      .test(`test ${i}`)
      .body()
      .mine({ fields: create(ALICE) });
    script.mine({ fields: call(ALICE) }, { fields: call(BOB) }).mine({ fields: call(BOB) });
  }
  return script;
}

describe("ScenariosAhead", () => {
  for (const every of [1, 3, 10]) {
    it(`finds all but the last test of a suite on a fixture, asked after ${every} records`, () => {
      assert.deepEqual(compare(onFixture(6), every), { all: 7, known: 6, others: 0 });
    });

    it(`finds those of a suite without reverts, asked after ${every} records`, () => {
      const { all, known, others } = compare(withoutFixture(6), every);
      // Each test is a set-up, a block and a test; of the last one nothing is sure.
      assert.equal(all, 18);
      assert(known >= 12 && known <= 15, `${known} known`);
      assert(others <= 3, `${others} that are none in the end`);
    });
  }

  it("keeps connections apart", () => {
    const script = new Script();
    for (let i = 0; i < 4; i++) {
      for (const connection of [1, 2]) {
        script.connection(connection).test(`test ${i} on ${connection}`).body();
        if (i > 0) script.boundary("revert");
        script.mine({ fields: call(ALICE) }).mine({ fields: call(BOB) });
      }
    }
    assert.deepEqual(compare(script, 1), { all: 8, known: 6, others: 0 });
  });

  it("ends scenarios at edits of the state, and says nothing of connections that were discarded", () => {
    const script = new Script().connection(1).test("edits").body();
    script.mine({}).boundary("state-edit").mine({}).boundary("state-edit").mine({});
    script.connection(2).test("discarded").body().mine({}).boundary("revert");
    assert.deepEqual(compare(script, 1), { all: 4, known: 3, others: 0 });
    script.records.push({ kind: "discard", connection: 2 });
    assert.deepEqual(compare(script, 1), { all: 3, known: 2, others: 1 });
    assert.deepEqual(compare(script, script.records.length), { all: 3, known: 2, others: 0 });
  });
});
