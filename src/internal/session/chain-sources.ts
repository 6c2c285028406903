import { join, relative } from "node:path";

import type { HookContext } from "hardhat/types/hooks";
import type { NetworkConnection } from "hardhat/types/network";

import { narrowBlockFile } from "../block-files/narrow-block-file.ts";
import type { Ask } from "../chain/ask.ts";
import { BlockCache } from "../chain/block-cache.ts";
import { type BlockRange, blocksIn, parseBlockRange } from "../chain/block-range.ts";
import { ChainReader } from "../chain/fetch-block.ts";
import { openChain } from "../chain/open-chain.ts";
import { patientAsk } from "../chain/patient-ask.ts";
import { seededRandom } from "../chain/seeded-random.ts";
import { Stopwatch } from "../chain/stopwatch.ts";
import type { ChainOptions } from "../config/resolve-replay-options.ts";
import { isSupportedHardfork, NEWEST_HARDFORK } from "../executor/hardfork-of-block.ts";
import { witnessBlock } from "../executor/witness-block.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { ChainHardforks } from "./chain-hardforks.ts";
import { openOwn } from "./own-connections.ts";
import type { BlockSource } from "./replay-blocks.ts";
import { saveBlock, savedNames } from "./save-block.ts";

/** Six times with waits that double: the last one comes after about 15 s. */
const ATTEMPTS = 6;

/** In Hardhat's folder for caches, which projects keep out of git. */
const CACHE_FOLDER = "parallel-evm";

export interface ChainSources {
  readonly sources: readonly BlockSource[];
  readonly chainId: bigint;
  /** What the user should know, once all is fetched: how, and what is kept where. */
  notes(): readonly string[];
  close(): Promise<void>;
}

/**
 * Blocks of a network of the Hardhat config, each fetched when it is read. Throws PE041 and PE011 before it asks the
 * network anything, and PE044, PE045 and PE049 when it cannot be replayed at all.
 */
export async function chainSources(
  context: HookContext,
  options: ChainOptions,
): Promise<ChainSources> {
  const range = parseBlockRange(options.block);
  requireHardfork(options.hardfork);
  const connection = await openOwn(() => connect(context, options));
  try {
    return await sourcesOf(context, options, range, connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function requireHardfork(hardfork: string | undefined): void {
  if (hardfork === undefined || isSupportedHardfork(hardfork)) return;
  const expected = `a hardfork from chainstart to ${NEWEST_HARDFORK}, as Hardhat or EthereumJS calls it`;
  throw new ParallelEvmError("PE011", ["--hardfork", hardfork, expected]);
}

/** Of a request that nobody waits for any more, the connection would wait for the end. */
async function connect(
  { config, network }: HookContext,
  { network: name, requestMs }: ChainOptions,
): Promise<NetworkConnection<string>> {
  const isHttp = config.networks[name]?.type === "http";
  return network.create({ network: name, ...(isHttp ? { override: { timeout: requestMs } } : {}) });
}

/** Hardhat itself sends again what was answered by 429, for up to 27 s. */
const HARDHATS_RETRIES_MS = 30_000;

async function sourcesOf(
  context: HookContext,
  options: ChainOptions,
  range: BlockRange,
  connection: NetworkConnection<string>,
): Promise<ChainSources> {
  const { network, requestMs, totalMs } = options;
  requireChainType(network, connection.chainType);
  const watch = new Stopwatch();
  // The seed differs from process to process: those that were refused at once come back one after another.
  const random = seededRandom(process.pid);
  const ask = patientAsk(askOf(connection), {
    requestMs: requestMs + (connection.networkConfig.type === "http" ? HARDHATS_RETRIES_MS : 0),
    totalMs,
    attempts: ATTEMPTS,
    clock: watch,
    random,
  });
  const { chainId, latest } = await watch.during(() => openChain(network, ask));
  const descriptor = context.config.chainDescriptors.get(chainId);
  if (descriptor !== undefined) requireChainType(network, descriptor.chainType);
  const numbers = blocksIn(range, latest);
  const folder = join(context.config.paths.cache, CACHE_FOLDER);
  const cache = new BlockCache(folder, chainId);
  const hardforks = new ChainHardforks({
    chainId,
    chosen: options.hardfork,
    history: descriptor?.hardforkHistory,
    configured: configuredHardfork(connection),
  });
  const reader = new ChainReader({
    network,
    chainId,
    ask,
    cache,
    hardforkOf: (number, timestamp) => hardforks.of(number, timestamp),
    execute: witnessBlock,
    totalMs,
  });
  const files = savedNames(options.save, numbers);
  const saved: string[] = [];
  let cached = 0;
  const sources = numbers.map((number, index): BlockSource => {
    const name = `${network}#${number}`;
    return {
      name,
      title: name,
      preparing: `Fetching ${name}`,
      read: (onProgress) =>
        watch.during(async () => {
          const { content, fromCache } = await reader
            .fetchBlock(number, isGood, onProgress)
            .catch((error: unknown) => {
              throw number > latest ? notYet(error, network, number, numbers, latest) : error;
            });
          if (fromCache) cached++;
          const narrowed = narrowBlockFile(content);
          if ("wrong" in narrowed) {
            throw new ParallelEvmError("PE045", [`${number}`, network, narrowed.wrong]);
          }
          const file = files[index];
          if (file !== undefined) {
            saveBlock(file, content);
            saved.push(file);
          }
          return narrowed.file;
        }),
    };
  });
  return {
    sources,
    chainId,
    notes: () => [
      ...hardforks.notes(network),
      ...reader.optional.notes.map((note) => `${network}: ${note}; it was done without.`),
      ...cacheNotes(cache, relative(context.config.paths.root, folder), cached),
      ...(saved.length > 0 ? [`Saved as block files: ${saved.join(", ")}`] : []),
    ],
    close: () => connection.close(),
  };
}

/** Where the chain has not come to a block, it has come to none behind it. */
function notYet(
  error: unknown,
  network: string,
  number: bigint,
  wanted: readonly bigint[],
  latest: bigint,
): unknown {
  if (!(error instanceof ParallelEvmError) || error.code !== "PE043") return error;
  const last = wanted.at(-1) ?? number;
  const blocks = last === number ? `${number}` : `${number}..${last}`;
  return new ParallelEvmError("PE054", [blocks, network, `${latest}`], error);
}

/** Which of the cache's blocks are as they would be fetched now. */
function isGood(content: unknown, hardfork: string): boolean {
  const narrowed = narrowBlockFile(content);
  return "file" in narrowed && narrowed.file.hardfork === hardfork;
}

function askOf({ provider }: NetworkConnection<string>): Ask {
  return async (method, params) => {
    const answer: unknown = await provider.request({ method, params: [...params] });
    return answer;
  };
}

function requireChainType(network: string, chainType: string): void {
  if (chainType === "l1" || chainType === "generic") return;
  throw new ParallelEvmError("PE044", [network, `chains of type ${chainType} are not supported`]);
}

/** Of a network that Hardhat simulates. */
function configuredHardfork({ networkConfig }: NetworkConnection<string>): string | undefined {
  return networkConfig.type === "edr-simulated" ? networkConfig.hardfork : undefined;
}

function cacheNotes(cache: BlockCache, folder: string, cached: number): readonly string[] {
  if (cache.failure !== undefined) {
    return [`What was fetched could not be kept in ${folder}: ${cache.failure}`];
  }
  const kilobytes = Math.ceil(cache.size() / 1000);
  const from = cached === 0 ? "" : `${cached} of the blocks came from the cache. `;
  return [`${from}What was fetched of this chain is kept in ${folder}: ${kilobytes} kB.`];
}
