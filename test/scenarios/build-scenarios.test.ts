import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { TransactionRecord, Witness } from "../../src/internal/model/recording.ts";
import { buildScenarios } from "../../src/internal/scenarios/build-scenarios.ts";
import { ALICE, BOB, call, create, Script, TOKEN } from "./script.ts";

function build(...scripts: Script[]) {
  return buildScenarios(
    scripts.map(({ records }) => records),
    ["block", "test"],
  );
}

/** `kind title #transactions` of each scenario. */
function shape({ scenarios }: ReturnType<typeof buildScenarios>): string[] {
  return scenarios.map(
    ({ id, title, transactions }) => `${id} ${title} #${transactions.map((tx) => tx.id).join(",")}`,
  );
}

describe("buildScenarios", () => {
  it("makes a scenario of what a test's body sent, over several blocks", () => {
    const script = new Script().connection().mine({}).test("t").mine({}).body().mine({}).mine({});
    assert.deepEqual(shape(build(script)), ["test-1 t #2,3", "setup-1 set-up #0,1"]);
  });

  it("makes a scenario of a block of two, and none of its own for a test that is just that block", () => {
    const script = new Script()
      .connection()
      .test("only the block")
      .body()
      .mine({}, { fields: call(BOB) })
      .test("more than the block")
      .body()
      .mine({}, {})
      .mine({});
    assert.deepEqual(shape(build(script)), [
      "block-1 only the block #0,1",
      "block-2 more than the block #2,3",
      "test-1 more than the block #2,3,4",
    ]);
  });

  it("takes what lies before a snapshot, as loadFixture makes one, for set-up", () => {
    const script = new Script().connection();
    script.test("first").body().mine({}).mine({}).boundary("snapshot").mine({}).mine({});
    script.test("second").body().boundary("revert").boundary("snapshot").mine({});
    assert.deepEqual(shape(build(script)), [
      "test-1 first #2,3",
      "test-2 second #4",
      "setup-1 set-up #0,1",
    ]);
  });

  it("takes no other test's transactions for a fixture", () => {
    const script = new Script().connection();
    script.test("first").body().mine({}).mine({});
    script.test("second").body().boundary("snapshot").mine({});
    script.test("third").boundary("snapshot").body().mine({});
    script.outside().boundary("snapshot");
    assert.deepEqual(shape(build(script)), [
      "test-1 first #0,1",
      "test-2 second #2",
      "test-3 third #3",
    ]);
  });

  it("takes contract creations before the first call for set-up, later ones not", () => {
    const deployment = { fields: create(ALICE) };
    const script = new Script()
      .connection()
      .test("t")
      .body()
      .mine(deployment)
      .mine(deployment)
      .mine({})
      .mine(deployment)
      .test("only deploys")
      .body()
      .mine(deployment);
    assert.deepEqual(shape(build(script)), [
      "test-1 t #2,3",
      "setup-1 set-up #0,1",
      "setup-2 set-up #4",
    ]);
  });

  it("ends a scenario at a revert, a reset and an edit of the state", () => {
    for (const reason of ["revert", "reset", "state-edit"] as const) {
      const script = new Script().connection().test("t").body().mine({}).mine({});
      script.boundary(reason).mine({}).mine({});
      assert.deepEqual(shape(build(script)), ["test-1 t #0,1", "test-2 t #2,3"], reason);
    }
  });

  it("keeps connections apart", () => {
    const script = new Script().connection(0).connection(1).test("t").body();
    script.connection(0).mine({}).connection(1).mine({}).connection(0).mine({});
    const { scenarios } = build(script);
    assert.deepEqual(
      scenarios.map(({ transactions }) => transactions.length),
      [2, 1],
    );
  });

  it("orders by test file, whichever process ran it, and numbers in that order", () => {
    const a = new Script().connection().mine({}).test("a", "test/a.ts").body().mine({}).mine({});
    const b = new Script().connection().mine({}).test("b", "test/b.ts").body().mine({}).mine({});
    const both = build(a, b);
    const swapped = build(b, a);
    const strip = ({ scenarios }: typeof both) =>
      scenarios.map(({ id, title, file }) => [id, title, file]);
    assert.deepEqual(strip(both), [
      ["test-1", "a", "test/a.ts"],
      ["test-2", "b", "test/b.ts"],
      ["setup-1", "set-up", "test/a.ts"],
      ["setup-2", "set-up", "test/b.ts"],
    ]);
    assert.deepEqual(strip(swapped), strip(both));
  });

  it("leaves discarded connections out", () => {
    const script = new Script().connection(3).mine({}, {});
    script.records.push({ kind: "discard", connection: 3 });
    const { scenarios, unrunnable } = build(script);
    assert.deepEqual([scenarios, unrunnable], [[], []]);
  });

  it("takes the first witness of each location as the pre-state", () => {
    const first: Witness = {
      [TOKEN]: { balance: "0x1", nonce: 1, code: 0, storage: { "0x0": "0x5" } },
    };
    const second: Witness = {
      [TOKEN]: { balance: "0x2", nonce: 1, code: 0, storage: { "0x0": "0x6", "0x1": "0x7" } },
      [BOB]: { balance: "0x3", nonce: 0 },
    };
    const script = new Script().connection();
    script.records.push({ kind: "code", id: 0, code: "0x6001" });
    script.test("t").body().mine({ witness: first }).mine({ witness: second });
    const [scenario] = build(script).scenarios;
    const token = scenario?.preState.get(TOKEN);
    assert.equal(token?.balance, 1n);
    assert.equal(token.code, "0x6001");
    assert.deepEqual([...token.storage.values()], [5n, 7n]);
    assert.equal(scenario?.preState.get(BOB)?.balance, 3n);
    assert.deepEqual([...scenario.blockHashes.keys()].sort(), [0n, 1n, 2n]);
  });

  it("counts what cannot be run again, and cuts the scenario there", () => {
    const script = new Script().connection().test("t").body().mine({}).mine({});
    const [last] = script.mine({}).records.splice(-1);
    assert(last?.kind === "transaction");
    const unwitnessed: TransactionRecord = { ...last, witnessMissing: "the trace failed" };
    delete (unwitnessed as { witness?: Witness }).witness;
    script.records.push(unwitnessed);
    script.mine({});
    script.mine({ witness: { [TOKEN]: { balance: "0x0", nonce: 1, code: 9 } } });
    const built = build(script);
    assert.deepEqual(shape(built), ["test-1 t #0,1", "test-2 t #3"]);
    assert.deepEqual(
      built.unrunnable.map(({ id, title, setup, reason }) => ({ id, title, setup, reason })),
      [
        { id: 2, title: "t", setup: false, reason: "the trace failed" },
        {
          id: 4,
          title: "t",
          setup: false,
          reason: "code that it runs is missing in the recording",
        },
      ],
    );
  });

  it("makes only the kinds that are asked for; the rest is set-up", () => {
    const script = new Script().connection().test("t").body().mine({}, {}).mine({});
    const blocks = buildScenarios([script.records], ["block"]);
    assert.deepEqual(shape(blocks), ["block-1 t #0,1", "setup-1 set-up #2"]);
    const tests = buildScenarios([script.records], ["test"]);
    assert.deepEqual(shape(tests), ["test-1 t #0,1,2"]);
  });
});
