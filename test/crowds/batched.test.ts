import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { batched } from "../../src/internal/crowds/batched.ts";
import type { Execute, ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { makeExecution } from "../analysis/make-execution.ts";

/** An executor that answers when it is told to. */
class Machine {
  readonly batches: string[][] = [];
  readonly #pending: { resolve: () => void; reject: (error: Error) => void }[] = [];

  readonly execute: Execute = (scenarios) => {
    this.batches.push(scenarios.map(({ id }) => id));
    return new Promise((resolve, reject) => {
      const executions = scenarios.map((scenario) => ({ ...makeExecution([]), scenario }));
      this.#pending.push({
        resolve: () => {
          resolve(executions);
        },
        reject,
      });
    });
  };

  async answer(error?: Error): Promise<void> {
    const pending = this.#pending.shift();
    assert(pending !== undefined, "nothing is being executed");
    if (error === undefined) pending.resolve();
    else pending.reject(error);
    await settled();
  }
}

/** All that can go on without an answer has done so. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function scenarios(...ids: readonly string[]): Scenario[] {
  return ids.map((id) => makeExecution([], { id }).scenario);
}

function idsOf(executions: readonly ScenarioExecution[]): string[] {
  return executions.map(({ scenario }) => scenario.id);
}

describe("batched", () => {
  it("executes together what is asked for at once, and gives everybody their own", async () => {
    const machine = new Machine();
    const execute = batched(machine.execute);
    const asked = [
      execute(scenarios("a", "b")),
      execute([]),
      execute(scenarios("c")),
      execute(scenarios("d", "e")),
    ];
    await settled();
    assert.deepEqual(machine.batches, [["a", "b", "c", "d", "e"]]);
    await machine.answer();
    assert.deepEqual((await Promise.all(asked)).map(idsOf), [["a", "b"], [], ["c"], ["d", "e"]]);
  });

  it("has one batch at a time, with all that was asked for until its turn", async () => {
    const machine = new Machine();
    const execute = batched(machine.execute);
    const first = execute(scenarios("a"));
    await settled();
    const second = execute(scenarios("b"));
    await settled();
    const third = execute(scenarios("c"));
    await settled();
    assert.deepEqual(machine.batches, [["a"]]);
    await machine.answer();
    assert.deepEqual(idsOf(await first), ["a"]);
    assert.deepEqual(machine.batches, [["a"], ["b", "c"]]);
    const fourth = execute(scenarios("d"));
    await settled();
    assert.equal(machine.batches.length, 2);
    await machine.answer();
    await machine.answer();
    assert.deepEqual((await Promise.all([second, third, fourth])).map(idsOf), [
      ["b"],
      ["c"],
      ["d"],
    ]);
    assert.deepEqual(machine.batches, [["a"], ["b", "c"], ["d"]]);
  });

  it("tells everybody in a batch of its error, and goes on with the next one", async () => {
    const machine = new Machine();
    const execute = batched(machine.execute);
    const asked = [execute(scenarios("a")), execute(scenarios("b"))];
    const failures = Promise.all(
      asked.map(async (one) => assert.rejects(one, { message: "the worker died" })),
    );
    await settled();
    const next = execute(scenarios("c"));
    await machine.answer(new Error("the worker died"));
    await failures;
    await machine.answer();
    assert.deepEqual(idsOf(await next), ["c"]);
  });

  it("tells of an executor that throws at once as well", async () => {
    const execute = batched(() => {
      throw new Error("no threads");
    });
    await assert.rejects(execute(scenarios("a")), { message: "no threads" });
  });
});
