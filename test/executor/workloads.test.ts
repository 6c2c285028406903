import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { findConflicts } from "../../src/internal/analysis/find-conflicts.ts";
import { Executor } from "../../src/internal/executor/executor.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import { type Address, type LocationKey, storageKey } from "../../src/internal/model/location.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { WORKLOADS } from "../bench/workloads/all-workloads.ts";
import { contract } from "../bench/workloads/contract.ts";
import { slotOf } from "../bench/workloads/contract-storage.ts";
import type { WorkloadOptions } from "../bench/workloads/workload.ts";

const OPTIONS: WorkloadOptions = { transactions: 24, seed: 7, hot: 0.25 };
/** Of each transaction with each other. */
const ALL_PAIRS = (24 * 23) / 2;

/** In parallel, whatever is to be expected of it. */
const PARALLEL = { threads: 2, execution: "parallel" } as const;
const executor = new Executor(PARALLEL);
after(() => executor.end());

describe("workloads of the benchmark", () => {
  for (const name of ["transfers", "transfers-hot", "erc20", "pools"]) {
    it(`${name}: succeeds without a conflict`, async () => {
      const execution = await execute(make(name));
      assert.deepEqual(contentionOf(execution), new Map());
      assertNoReexecutions(execution);
    });
  }

  it("transfers-hot: all credit one balance", async () => {
    const { scenario, transactions } = await execute(make("transfers-hot"));
    const balance = `balance:${onlyRecipient(scenario)}`;
    for (const { result } of transactions) {
      const writes = result?.accesses.writes.filter(({ location }) => location === balance);
      assert.deepEqual(
        writes?.map(({ kind }) => kind),
        ["add"],
      );
    }
  });

  it("erc20-hot: all conflict at the recipient's tokens", async () => {
    const execution = await execute(make("erc20-hot"));
    const [call] = execution.scenario.transactions;
    assert(call?.fields.to !== undefined);
    const [to] = contract("Token").interface.decodeFunctionData("transfer", call.fields.input);
    assert(typeof to === "string");
    const tokens = balanceKey(call.fields.to, to.toLowerCase() as Address);
    assert.deepEqual(contentionOf(execution), new Map([[tokens, ALL_PAIRS]]));
  });

  it("pool-hot: all conflict at the pool's reserves and at its tokens", async () => {
    const execution = await execute(make("pool-hot"));
    const pool = onlyRecipient(execution.scenario);
    const expected = contendedByPool(execution.scenario, pool);
    assert.deepEqual(contentionOf(execution), new Map(expected.map((key) => [key, ALL_PAIRS])));
  });

  it("mix: the given share conflicts", async () => {
    // Six hot ones, two of each kind: of the transfers none conflict, of the ERC-20 and of the swaps a pair.
    const contention = contentionOf(await execute(make("mix")));
    assert.equal(contention.size, 1 + 3);
    assert.deepEqual(new Set(contention.values()), new Set([1]));

    const independent = await execute(make("mix", { hot: 0 }));
    assert.deepEqual(contentionOf(independent), new Map());
    assertNoReexecutions(independent);

    const hot = contentionOf(await execute(make("mix", { hot: 1 })));
    assert.equal(hot.size, 1 + 3);
    assert.deepEqual(new Set(hot.values()), new Set([(8 * 7) / 2]));
  });

  it("depend on their seed only", () => {
    for (const { make } of WORKLOADS) {
      assert.deepEqual(make(OPTIONS), make(OPTIONS));
      assert.notDeepEqual(make(OPTIONS), make({ ...OPTIONS, seed: 8 }));
    }
  });
});

function make(name: string, options: Partial<WorkloadOptions> = {}): Scenario {
  const workload = WORKLOADS.find((one) => one.name === name);
  assert(workload !== undefined);
  return workload.make({ ...OPTIONS, ...options });
}

/** Runs a workload; all of its transactions must succeed. */
async function execute(scenario: Scenario): Promise<ScenarioExecution> {
  const [execution] = await executor.execute([scenario]);
  assert(execution !== undefined);
  assert.equal(execution.transactions.length, OPTIONS.transactions);
  for (const { verification, result } of execution.transactions) {
    assert.deepEqual(verification, { kind: "matched" });
    assert.equal(result?.outcome.status, 1);
  }
  return execution;
}

/** Number of conflicting pairs, by location. */
function contentionOf(execution: ScenarioExecution): Map<LocationKey, number> {
  const { contended } = findConflicts(execution);
  return new Map(contended.map(({ location, conflicts }) => [location, conflicts]));
}

function assertNoReexecutions({ parallel }: ScenarioExecution): void {
  assert(parallel.kind === "parallel");
  assert.equal(parallel.reexecutions, 0);
}

function onlyRecipient({ transactions }: Scenario): Address {
  const recipients = new Set(transactions.map(({ fields }) => fields.to));
  const [recipient] = recipients;
  assert.equal(recipients.size, 1);
  assert(recipient !== undefined);
  return recipient;
}

/** The accumulators are not among them: the first swap of a block writes them, the others do not look. */
function contendedByPool({ preState }: Scenario, pool: Address): LocationKey[] {
  const { layout } = contract("Pool");
  const tokens = ["token0", "token1"].map((variable) => {
    const token = preState.get(pool)?.storage.get(slotOf(layout, variable));
    assert(token !== undefined);
    return balanceKey(`0x${token.toString(16).padStart(40, "0")}`, pool);
  });
  return [storageKey(pool, slotOf(layout, "reserve0")), ...tokens].sort();
}

function balanceKey(token: Address, owner: Address): LocationKey {
  return storageKey(token, slotOf(contract("Token").layout, "_balances", [owner]));
}
