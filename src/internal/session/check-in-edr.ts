import type { HookContext } from "hardhat/types/hooks";
import type { NetworkConnection, NetworkConnectionParams } from "hardhat/types/network";

import { OBSERVED_NETWORK } from "../config/add-network.ts";
import { compareOutcomes } from "../executor/compare/compare-results.ts";
import { environmentDifferences } from "../model/block-environment.ts";
import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { BlockEnvironment, Outcome, PreState, Scenario } from "../model/scenario.ts";
import type { Ask } from "../recording/ask.ts";
import { anyCallsConsole } from "../recording/console-calls.ts";
import { instructionsRun } from "../recording/instructions-run.ts";
import { mineInEdr, type MinedTransactions } from "../recording/mine-in-edr.ts";
import { collectLargeGarbage } from "../primitives/collect-garbage.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import { openOwn } from "./own-connections.ts";

/** The node's clock goes on while the state is written, and must not pass the block's timestamp. */
const HEAD_START_SECONDS = 3_600n;

export interface EdrCheckOptions {
  /** How long it may take, in ms. */
  readonly deadlineMs?: number;
}

export type EdrContext = Pick<HookContext, "network" | "hooks">;

/**
 * Mines a scenario in Hardhat's own network, on a connection that is thrown away, and compares the
 * outcomes with the executor's: so scenarios that nobody recorded, such as crowds, have an independent
 * oracle, too. All transactions must have the same block environment. Never rejects.
 */
export async function checkInEdr(
  context: EdrContext,
  execution: ScenarioExecution,
  { deadlineMs = 60_000 }: EdrCheckOptions = {},
): Promise<EdrCheck> {
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<EdrCheck>((resolve) => {
    timer = setTimeout(() => {
      deadline.abort();
      resolve(unchecked(`it took longer than ${deadlineMs / 1000} s`));
    }, deadlineMs);
  });
  try {
    return await Promise.race([late, checkOnOwnConnection(context, execution, deadline.signal)]);
  } catch (error) {
    return unchecked(onOneLine(error));
  } finally {
    clearTimeout(timer);
  }
}

async function checkOnOwnConnection(
  { network, hooks }: EdrContext,
  { scenario, transactions }: ScenarioExecution,
  deadline: AbortSignal,
): Promise<EdrCheck> {
  const expected: Outcome[] = [];
  for (const { result } of transactions) if (result !== undefined) expected.push(result.outcome);
  if (expected.length < scenario.transactions.length) {
    return unchecked("the executor did not run all of its transactions");
  }
  for (const measured of ["onCoverageData", "onGasMeasurement"] as const) {
    if (!(await hooks.hasHandlers("network", measured))) continue;
    return unchecked("Hardhat collects coverage or gas statistics, in which it would count");
  }
  const connection = await openOwn(() => network.create(networkFor(scenario)));
  try {
    const ask = askUntil(deadline, connection);
    const mined = await mineInEdr(ask, scenario);
    return mined.kind === "refused"
      ? unchecked(mined.reason)
      : await compare(scenario, expected, mined, ask);
  } finally {
    await connection.close();
    // What Hardhat's network keeps of a connection goes with its garbage: a large suite has left enough of its own.
    collectLargeGarbage();
  }
}

/** A copy of the default network, in which nothing is as the user's config may have it. */
function networkFor({ chain, transactions }: Scenario): NetworkConnectionParams<string> {
  const { timestamp = 0n, gasLimit = 0n, baseFeePerGas } = transactions[0]?.block ?? {};
  const start = timestamp > HEAD_START_SECONDS ? timestamp - HEAD_START_SECONDS : 0n;
  const gas = transactions.reduce((sum, { fields }) => sum + BigInt(fields.gas), 0n);
  return {
    network: OBSERVED_NETWORK,
    chainType: chain.chainType,
    override: {
      chainId: Number(chain.chainId),
      hardfork: chain.hardfork,
      allowUnlimitedContractSize: chain.allowUnlimitedContractSize,
      allowBlocksWithSameTimestamp: true,
      blockGasLimit: gas > gasLimit ? gas : gasLimit,
      transactionGasCap: false,
      // Hardhat does not take it with a base fee.
      ...(baseFeePerGas === undefined ? { minGasPrice: 0n } : {}),
      initialDate: new Date(Number(start) * 1000),
      accounts: [],
      mining: { auto: false, interval: 0, mempool: { order: "fifo" } },
      forking: { enabled: false, url: "http://localhost" },
      loggingEnabled: false,
      throwOnTransactionFailures: false,
    },
  };
}

function askUntil(deadline: AbortSignal, { provider }: NetworkConnection<string>): Ask {
  return async (method, params) => {
    deadline.throwIfAborted();
    const answer: unknown = await provider.request({ method, params: [...params] });
    return answer;
  };
}

async function compare(
  scenario: Scenario,
  expected: readonly Outcome[],
  mined: MinedTransactions,
  ask: Ask,
): Promise<EdrCheck> {
  for (const [i, outcome] of expected.entries()) {
    const actual = mined.outcomes[i];
    if (actual === undefined) return unchecked("the outcome of a transaction is missing");
    const names = { actual: "executor", expected: "Hardhat" };
    const difference = compareOutcomes(outcome, actual, names);
    if (difference === undefined) continue;
    const found = `transaction ${i}: ${difference}`;
    const excuse = await findExcuse(scenario, mined, i, ask);
    return excuse === undefined
      ? { kind: "differs", difference: found }
      : unchecked(`${excuse} (${found})`);
  }
  return { kind: "matched" };
}

/** Contracts that hold roots of earlier blocks (EIP-4788, EIP-2935), into which each block writes its own. */
const HOLDERS_OF_ROOTS = [
  "0x000f3df6d732807ef1319fb7b8bb8522d0beac02",
  "0x0000f90827f1c53a10cb7a02335b175320002935",
] as const;

/** Instructions by which a transaction sees what Hardhat's block cannot be given. */
const SEEN_BY: Readonly<Record<keyof BlockEnvironment, readonly string[]>> = {
  number: ["NUMBER"],
  timestamp: ["TIMESTAMP"],
  coinbase: ["COINBASE"],
  gasLimit: ["GASLIMIT"],
  // It sets what each sender pays, too.
  baseFeePerGas: ["BASEFEE", "GASPRICE", "BALANCE", "SELFBALANCE"],
  difficulty: ["DIFFICULTY", "PREVRANDAO"],
  prevRandao: ["DIFFICULTY", "PREVRANDAO"],
  excessBlobGas: ["BLOBBASEFEE"],
};

/** Why a difference up to transaction `last` says nothing of the executor; undefined if it does. */
async function findExcuse(
  { preState, transactions }: Scenario,
  { environment, hashes }: MinedTransactions,
  last: number,
  ask: Ask,
): Promise<string | undefined> {
  if (anyCallsConsole(preState))
    return "its code was changed, so that it writes nothing to the console";
  if (readsRoots(preState)) return "it reads roots of earlier blocks, which Hardhat's has not";
  const ran = await instructionsRun(ask, hashes.slice(0, last + 1));
  if (ran.has("BLOCKHASH")) return "it reads the hash of a block, which Hardhat's has not";
  const block = transactions[0]?.block;
  for (const field of block === undefined ? [] : environmentDifferences(block, environment)) {
    const instruction = SEEN_BY[field].find((name) => ran.has(name));
    if (instruction !== undefined) {
      return `it runs ${instruction}, and Hardhat's block has another ${field}`;
    }
  }
  return undefined;
}

function readsRoots(preState: PreState): boolean {
  return HOLDERS_OF_ROOTS.some((address) => (preState.get(address)?.storage.size ?? 0) > 0);
}

function unchecked(reason: string): EdrCheck {
  return { kind: "unchecked", reason };
}

/** Hardhat's messages go over several lines. */
function onOneLine(error: unknown): string {
  return reasonOf(error).replaceAll(/\s+/g, " ").trim();
}
