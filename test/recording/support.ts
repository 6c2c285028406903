import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatUserConfig } from "hardhat/types/config";
import type { HardhatPlugin } from "hardhat/types/plugins";

import parallelEvm from "../../src/index.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import type { RecordingRecord, TransactionRecord } from "../../src/internal/model/recording.ts";
import { readRecordings } from "../../src/internal/recording/read-recordings.ts";
import { sessionOf } from "../../src/internal/session/session.ts";

// A run that another process began: this one makes no report at its end.
process.env.HARDHAT_PARALLEL_EVM_RUN = "test-0";
// As in a test run of Hardhat's: what no test sends is set-up.
process.env.HH_TEST = "true";

/**
 * Counts calls in slot 0 and per caller in the slot of the caller's address, and logs one topic.
 * Reverts when it is given any data.
 */
export const COUNTER: Hex =
  "0x601c8060095f395ff3366018575f546001015f553354600101335560aa5f5fa1005b5f5ffd";
export const COUNTER_RUNTIME: Hex = `0x${COUNTER.slice(2 + 18)}`;

export type Request = (method: string, params?: unknown[]) => Promise<unknown>;

type ConnectParams = Parameters<Observed["hre"]["network"]["create"]>[0];

export interface Observed {
  readonly hre: Awaited<ReturnType<typeof createHardhatRuntimeEnvironment>>;
  /** Opens a connection and gives its request function. */
  readonly connect: (params?: ConnectParams) => Promise<Request>;
  /** All that is recorded so far. */
  readonly records: () => Promise<readonly RecordingRecord[]>;
  readonly transactions: () => Promise<TransactionRecord[]>;
}

const folders: string[] = [];

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * A runtime environment with the plugin, whose recordings go to a folder of their own. `plugins`
 * come after it, or `first`.
 */
export async function observe(
  config: HardhatUserConfig = {},
  { flag = true, plugins = [] as HardhatPlugin[], first = false } = {},
): Promise<Observed> {
  const folder = mkdtempSync(join(tmpdir(), "parallel-evm-"));
  folders.push(folder);
  const section = { parallelEvm: { output: folder } };
  const hre = await createHardhatRuntimeEnvironment(
    {
      ...config,
      ...section,
      plugins: first ? [...plugins, parallelEvm] : [parallelEvm, ...plugins],
    },
    { parallelEvm: flag },
  );
  const records = async () => {
    const session = sessionOf(hre);
    await session.save();
    const all: RecordingRecord[] = [];
    for await (const recording of readRecordings(join(folder, "recording"))) {
      all.push(...recording.records);
    }
    return all;
  };
  return {
    hre,
    async connect(params) {
      const connection = await hre.network.create(params);
      return async (method, parameters = []) => {
        const answer: unknown = await connection.provider.request({ method, params: parameters });
        return answer;
      };
    },
    records,
    transactions: async () => (await records()).filter((r) => r.kind === "transaction"),
  };
}

export async function accountsOf(request: Request): Promise<[string, string, string]> {
  const accounts = await request("eth_accounts");
  // Hardhat's default accounts: twenty addresses.
  return accounts as [string, string, string];
}

/** Deploys {@link COUNTER} and gives its address. */
export async function deployCounter(request: Request): Promise<string> {
  const [from] = await accountsOf(request);
  const hash = await request("eth_sendTransaction", [{ from, data: COUNTER, gas: "0x80000" }]);
  const receipt = await request("eth_getTransactionReceipt", [hash]);
  return (receipt as { contractAddress: string }).contractAddress;
}

/** What an error of a send names. */
export function hashOf(error: unknown): unknown {
  const { transactionHash, data } = error as {
    transactionHash?: unknown;
    data?: { transactionHash?: unknown };
  };
  return transactionHash ?? data?.transactionHash;
}
