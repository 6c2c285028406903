import { blockEnvironment } from "../model/block-environment.ts";
import { asHex } from "../model/json-rpc/narrow-rpc.ts";
import type { LargeBlock, StateReader } from "../model/large-block.ts";
import type { Hex } from "../model/location.ts";
import type { RecordedReceipt } from "../model/recording.ts";
import type { ChainParameters, PreState } from "../model/scenario.ts";
import { toQuantity } from "../primitives/hex.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type { Ask } from "./ask.ts";
import type { BlockCache } from "./block-cache.ts";
import { BlockState } from "./block-state.ts";
import { Endpoint, OptionalMethods } from "./endpoint.ts";
import { RequestFailure } from "./failure.ts";
import { fetchReceipts } from "./fetch-receipts.ts";
import {
  type ChainBlock,
  narrowChainBlock,
  narrowHash,
  UnknownTransactionType,
} from "./narrow-chain.ts";
import { toBlockFile } from "./to-block-file.ts";
import { traceState } from "./trace-state.ts";

/** A chain behind an endpoint, and what fetching its blocks needs. */
export interface Chain {
  /** As the Hardhat config calls it. */
  readonly network: string;
  readonly chainId: bigint;
  readonly ask: Ask;
  readonly cache: BlockCache;
  readonly hardforkOf: (number: bigint, timestamp: bigint) => string;
  /** Runs a block on a state that is read as execution asks, so that all of it is asked for. */
  readonly execute: (
    block: LargeBlock,
    chain: ChainParameters,
    state: StateReader,
    onDone: (done: number) => void,
  ) => Promise<readonly (PreState | undefined)[]>;
  /** For the error of a fetch that took longer. */
  readonly totalMs: number;
}

export interface FetchedBlock {
  /** As a block file has it. */
  readonly content: unknown;
  readonly fromCache: boolean;
}

/** Fetches blocks, each with its receipts and the state that its transactions find. */
export class ChainReader {
  readonly optional = new OptionalMethods();
  readonly #chain: Chain;
  readonly #codes = new Map<Hex, Promise<Hex>>();

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /**
   * A block from the cache, or else from the endpoint. `isGood` looks at what the cache has: what it does not like is
   * fetched anew. Throws PE042 to PE046, PE048 and PE049.
   */
  async fetchBlock(
    number: bigint,
    isGood: (content: unknown, hardfork: string) => boolean,
    onProgress: (done: number, total: number) => void,
  ): Promise<FetchedBlock> {
    const { ask, cache, hardforkOf } = this.#chain;
    return this.#coded(number, async () => {
      const head = await ask("eth_getBlockByNumber", [toQuantity(number), false]);
      const hash = narrowHash(head);
      if (hash === undefined) throw this.#noBlock(number);
      const hardfork = hardforkOf(number, timestampOf(head));
      const cached = cache.read(hash);
      if (cached !== undefined && isGood(cached, hardfork)) {
        return { content: cached, fromCache: true };
      }
      const endpoint = new Endpoint(cache.keeping(hash, ask), this.optional);
      const block = narrowChainBlock(await endpoint.ask("eth_getBlockByHash", [hash, true]));
      if (block === undefined) throw this.#noBlock(number);
      const { content, isComplete } = await this.#assemble(endpoint, block, hardfork, onProgress);
      if (isComplete) cache.write(hash, content);
      return { content, fromCache: false };
    });
  }

  async #assemble(
    endpoint: Endpoint,
    block: ChainBlock,
    hardfork: string,
    onProgress: (done: number, total: number) => void,
  ): Promise<{ readonly content: unknown; readonly isComplete: boolean }> {
    const { chainId, execute } = this.#chain;
    const count = block.transactions.length;
    const receipts = await fetchReceipts(endpoint, block);
    const traced = await traceState(endpoint, block, (done) => {
      onProgress(done, 2 * count);
    });
    const number = BigInt(block.environment.number);
    const state = new BlockState(endpoint, number, traced, this.#codes);
    await askAhead(state, block);
    const chain: ChainParameters = {
      chainId,
      chainType: "l1",
      hardfork,
      allowUnlimitedContractSize: await hasLargeCode(endpoint, block, receipts),
    };
    const runs = await execute(largeBlockOf(block), chain, state, (done) => {
      onProgress(count + done, 2 * count);
    });
    const content = toBlockFile({ block, receipts, ...chain, ...(await state.collected()) });
    // Of a block that this version cannot run, the next one may ask for more.
    return { content, isComplete: runs.every((run) => run !== undefined) };
  }

  async #coded<Result>(number: bigint, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw this.#codedError(`${number}`, error);
    }
  }

  #codedError(number: string, error: unknown): ParallelEvmError {
    const { network, totalMs } = this.#chain;
    if (error instanceof ParallelEvmError) return error;
    const reason = reasonOf(error);
    if (error instanceof UnknownTransactionType) {
      return new ParallelEvmError("PE044", [`Block ${number} of ${network}`, reason]);
    }
    if (!(error instanceof RequestFailure)) {
      return new ParallelEvmError("PE045", [number, network, reason]);
    }
    switch (error.kind) {
      case "deadline":
        return new ParallelEvmError("PE048", [number, network, `${totalMs / 1000}`], error);
      case "unreachable":
        return new ParallelEvmError("PE049", [network, reason], error);
      case "limited":
      case "refused":
        return new ParallelEvmError("PE042", [number, network, reason], error);
      case "unsupported":
      case "no state":
        return new ParallelEvmError("PE046", [number, network, reason], error);
    }
  }

  #noBlock(number: bigint): ParallelEvmError {
    return new ParallelEvmError("PE043", [`${number}`, this.#chain.network]);
  }
}

function timestampOf(head: unknown): bigint {
  // It was narrowed to an object with a hash.
  return BigInt(asHex((head as { timestamp?: unknown }).timestamp, "timestamp"));
}

/** At once what every transaction touches: execution asks for one thing after another. */
async function askAhead(
  state: BlockState,
  { environment, transactions }: ChainBlock,
): Promise<void> {
  const named = transactions.flatMap(({ fields: { from, to, accessList = [] } }) => [
    from,
    ...(to === undefined ? [] : [to]),
    ...accessList.map(({ address }) => address),
  ]);
  if (transactions.length === 0) return;
  await Promise.all(
    [...new Set([environment.coinbase, ...named])].map((one) => state.account(one)),
  );
}

function largeBlockOf({ environment, transactions }: ChainBlock): LargeBlock {
  return {
    environment: blockEnvironment(environment),
    parentHash: environment.parentHash,
    transactions: transactions.map(({ fields }) => fields),
  };
}

/** Bytes of code that Ethereum allows (EIP-170), and of the code that makes it (EIP-3860). */
const MAX_CODE = 24_576;

/** Whether the chain has no limit on the size of code, as local nodes can be told: a creation shows it that needs that. */
async function hasLargeCode(
  endpoint: Endpoint,
  { environment, transactions }: ChainBlock,
  receipts: readonly (RecordedReceipt | undefined)[],
): Promise<boolean> {
  const number = toQuantity(BigInt(environment.number));
  for (const [index, { fields }] of transactions.entries()) {
    const created = receipts[index]?.createdAddress;
    const length = fields.input.length / 2;
    if (fields.to !== undefined || created === undefined || length < MAX_CODE) continue;
    if (length > 2 * MAX_CODE + 1) return true;
    const code = asHex(await endpoint.ask("eth_getCode", [created, number]), "code");
    if (code.length > 2 * MAX_CODE + 2) return true;
  }
  return false;
}
