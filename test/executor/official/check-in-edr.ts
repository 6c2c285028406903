import type { Executor } from "../../../src/internal/executor/executor.ts";
import type { ScenarioExecution } from "../../../src/internal/model/execution.ts";
import {
  type Address,
  type Hex,
  type LocationKey,
  parseLocationKey,
  storageKey,
} from "../../../src/internal/model/location.ts";
import type { PreState, Scenario } from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import { mergePreStates } from "../../../src/internal/scenarios/merge-pre-states.ts";
import type { EdrChain } from "../support/edr-chain.ts";
import { mineInEdr } from "./mine-in-edr.ts";
import { stageStateTest } from "./stage-state-test.ts";
import type { StateTest } from "./state-tests.ts";
import { failed, type Verdict, workOf } from "./verdict.ts";
import { hashOf, WorldState } from "./world-state.ts";

/**
 * Runs the input of a state test, under the rules of the chain's hardfork, as a block in EDR and then
 * in the executor. What the official tests expect holds for the old forks only; for the newer ones
 * EDR is who knows.
 */
export async function checkInEdr(
  test: StateTest,
  chain: EdrChain,
  executor: Executor,
): Promise<Verdict> {
  const snapshot = await chain.rpc<Hex>("evm_snapshot");
  try {
    const mined = await mineInEdr(chain, test, executor.threads - 1);
    if ("reason" in mined) return await checkRejected(test, mined.reason, chain, executor);
    const [execution] = await executor.execute([mined]);
    if (execution === undefined) return failed("the executor gave nothing");
    const difference =
      compareOutcomes(execution) ?? (await compareState(chain, test, mined, execution));
    return difference === undefined
      ? { kind: "passed", work: workOf(2, [execution]) }
      : failed(difference);
  } finally {
    await chain.rpc("evm_revert", snapshot);
  }
}

/** Rules that are of EDR's pool only. */
const OF_THE_POOL = [
  /^Contract creation without any data/,
  /exceeds block gas limit/,
  /^left in the pool/,
];

/** What EDR does not take as it is not valid, the executor must not run either. */
async function checkRejected(
  test: StateTest,
  reason: string,
  chain: EdrChain,
  executor: Executor,
): Promise<Verdict> {
  if (OF_THE_POOL.some((rule) => rule.test(reason)))
    return { kind: "skipped", reason: `EDR: ${reason}` };
  const { scenario, index } = stageStateTest(test, chain.hardfork, 0);
  const [execution] = await executor.execute([scenario]);
  if (execution === undefined) return failed("the executor gave nothing");
  return execution.transactions[index]?.result === undefined
    ? { kind: "passed", work: workOf(0, [execution]) }
    : failed(`EDR does not take it (${reason}), the executor ran it`);
}

function compareOutcomes({ transactions, parallel }: ScenarioExecution): string | undefined {
  for (const [i, { verification }] of transactions.entries()) {
    if (verification.kind === "mismatched") return `transaction ${i}: ${verification.difference}`;
    if (verification.kind === "skipped") return `transaction ${i}: ${verification.reason}`;
  }
  return parallel.kind === "parallel" ? undefined : `not run in parallel: ${parallel.reason}`;
}

/** Whether EDR's state after the block holds what the executor wrote, and where it wrote nothing, what was there. */
async function compareState(
  chain: EdrChain,
  test: StateTest,
  scenario: Scenario,
  { transactions }: ScenarioExecution,
): Promise<string | undefined> {
  const before = mergePreStates([scenario.preState, test.pre]);
  const world = new WorldState(before, true);
  const locations = new Set(locationsOf(before));
  for (const { result } of transactions) {
    const writes = result?.accesses.writes ?? [];
    world.apply(writes);
    for (const { location } of writes) locations.add(location);
  }
  // Before the merge it also has the reward. The observer saw what it had before that.
  locations.delete(`balance:${test.block.coinbase}`);
  for (const location of locations) {
    const [expected, actual] = [await valueInEdr(chain, location), world.value(location)];
    if (expected !== undefined && actual !== expected) {
      return `${location}: EDR ${toWord(expected)}, executor ${toWord(actual)}`;
    }
  }
  return undefined;
}

function* locationsOf(state: PreState): Generator<LocationKey> {
  for (const [address, { storage }] of state) {
    yield `balance:${address}`;
    yield `nonce:${address}`;
    yield `code:${address}`;
    for (const slot of storage.keys()) yield storageKey(address, slot);
  }
}

async function valueInEdr(chain: EdrChain, location: LocationKey): Promise<bigint | undefined> {
  const parsed = parseLocationKey(location);
  const ask = (method: string, address: Address, ...rest: string[]) =>
    chain.rpc<Hex>(method, address, ...rest, "latest");
  switch (parsed.kind) {
    case "storage":
      return BigInt(await ask("eth_getStorageAt", parsed.address, parsed.slot));
    case "balance":
      return BigInt(await ask("eth_getBalance", parsed.address));
    case "nonce":
      return BigInt(await ask("eth_getTransactionCount", parsed.address));
    case "code":
      return hashOf(await ask("eth_getCode", parsed.address));
    case "existence":
      return undefined;
  }
}
