import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ParallelRun, ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { Measurement } from "../../src/internal/model/measurement.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { hasFailed, measureCase } from "./measure-case.ts";

const OPTIONS = { rounds: 1, warmup: 0, stock: false };
const IN_PARALLEL = { kind: "parallel", workers: 2, executions: 2, reexecutions: 0 } as const;
const GOOD: Measurement = {
  rounds: 1,
  ms: { sequential: 2, parallel: 1, hybrid: 1 },
  choice: "parallel",
  workers: 2,
  reexecutions: 0,
};
const CUT_OFF: Measurement = {
  rounds: 1,
  ms: { sequential: 2 },
  choice: "parallel",
  workers: 2,
  failure: "the memory was full",
};

describe("measureCase", () => {
  it("measures what ran in parallel and is right", async () => {
    const result = await measure({});
    assert.equal(result.kind, "measured");
    assert(!hasFailed(result));
  });

  it("measures a case that has nothing to run in parallel", async () => {
    const parallel = { kind: "sequential", cause: "nothing", reason: "a single one" } as const;
    assert(!hasFailed(await measure({ parallel })));
  });

  it("fails, with the reason, when something is wrong with the results", async () => {
    const failed = { kind: "failed", name: "one", reason: "the root differs" };
    assert.deepEqual(await measure({ wrong: "the root differs" }), failed);
  });

  it("fails when the run that verifies had to be done again one after another", async () => {
    const parallel = { kind: "sequential", cause: "failure", reason: "a thread died" } as const;
    const result = await measure({ parallel });
    assert(result.kind === "failed" && hasFailed(result));
    assert.match(result.reason, /could not be run in parallel: a thread died/);
  });

  it("fails, with what was measured, when the parallel rounds were cut off", async () => {
    const result = await measure({ measurement: CUT_OFF });
    assert(hasFailed(result));
    assert(result.kind === "measured");
    assert.equal(result.measurement.failure, "the memory was full");
  });
});

interface Course {
  readonly parallel?: ParallelRun;
  readonly measurement?: Measurement;
  readonly wrong?: string;
}

function measure({ parallel = IN_PARALLEL, measurement = GOOD, wrong }: Course) {
  const execute = ([scenario]: readonly Scenario[]): Promise<ScenarioExecution[]> => {
    assert(scenario !== undefined);
    return Promise.resolve([{ scenario, transactions: [], parallel, codes: new Map() }]);
  };
  const executor = { execute, measure: () => Promise.resolve(measurement) };
  const load = () => Promise.resolve({ scenario: SCENARIO, check: () => Promise.resolve(wrong) });
  return measureCase(executor, { name: "one", load }, OPTIONS, () => undefined);
}

const SCENARIO: Scenario = {
  id: "replay-1",
  kind: "replay",
  title: "one",
  chain: { chainId: 1n, chainType: "l1", hardfork: "cancun", allowUnlimitedContractSize: false },
  transactions: [],
  preState: new Map(),
  blockHashes: new Map(),
};
