import type { Block } from "@ethereumjs/block";
import type { Common } from "@ethereumjs/common";
import { createVM, runTx, type RunTxResult, type VM } from "@ethereumjs/vm";

import type { Attribution } from "../../model/access-set.ts";
import type { Hex } from "../../model/location.ts";
import type { BlockEnvironment, ChainParameters, Outcome } from "../../model/scenario.ts";
import { bytesToHex, hexToBytes } from "../../primitives/hex.ts";
import { customCrypto } from "../crypto/custom-crypto.ts";
import type { RunResult, TransactionToRun } from "../scheduler/hosted-scenario.ts";
import { AccessLog } from "../state/access-log.ts";
import type { CodeStore } from "../state/code-store.ts";
import type { StateView } from "../state/state-view.ts";
import { TransactionState } from "../state/transaction-state.ts";
import { buildBlock } from "./build-block.ts";
import { buildTransaction } from "./build-transaction.ts";
import { toEthereumJsHardfork } from "./hardforks.ts";
import { relevantPreimages } from "./relevant-preimages.ts";
import { installRunLoop } from "./run-code.ts";
import { SteadyCommon } from "./steady-common.ts";
import { TracingEvm } from "./tracing-evm.ts";

/** Runs single transactions of one chain on given views of the state, one at a time, with stock `runTx`. */
export class TransactionRunner {
  readonly #common: Common;
  readonly #vm: VM;
  readonly #evm: TracingEvm;
  readonly #state: TransactionState;
  readonly #blockHashes: BlockHashes;
  #lastBlock: { readonly environment: BlockEnvironment; readonly block: Block } | undefined;

  /** Throws when the chain's hardfork is not supported. */
  static async create(chain: ChainParameters, codes: CodeStore): Promise<TransactionRunner> {
    const hardfork = toEthereumJsHardfork(chain.hardfork);
    if (hardfork === undefined) throw new Error(`hardfork ${chain.hardfork} is not supported`);
    await installRunLoop();
    const common = new SteadyCommon(Number(chain.chainId), hardfork, await customCrypto());
    const state = new TransactionState(codes);
    const blockHashes = new BlockHashes();
    const evm = new TracingEvm(
      {
        common,
        blockchain: blockHashes,
        allowUnlimitedContractSize: chain.allowUnlimitedContractSize,
        allowUnlimitedInitCodeSize: chain.allowUnlimitedContractSize,
      },
      state,
      codes,
    );
    const vm = await createVM({ common, evm, stateManager: state, blockchain: blockHashes });
    return new TransactionRunner(common, vm, evm, state, blockHashes);
  }

  private constructor(
    common: Common,
    vm: VM,
    evm: TracingEvm,
    state: TransactionState,
    blockHashes: BlockHashes,
  ) {
    this.#common = common;
    this.#vm = vm;
    this.#evm = evm;
    this.#state = state;
    this.#blockHashes = blockHashes;
  }

  async run(
    transaction: TransactionToRun,
    view: StateView,
    blockHashes: ReadonlyMap<bigint, Hex>,
    attribute: boolean,
  ): Promise<RunResult> {
    const { from, nonce } = transaction.fields;
    const log = new AccessLog(attribute);
    this.#state.begin(view, log, from, BigInt(nonce));
    this.#evm.begin(log);
    this.#blockHashes.begin(blockHashes);
    try {
      const tx = buildTransaction(transaction.fields, this.#common);
      this.#state.requireBalance(from, upfrontCost(transaction));
      const result = await runTx(this.#vm, {
        tx,
        block: this.#blockOf(transaction.block),
        skipBlockGasLimitValidation: true,
        skipHardForkValidation: true,
      });
      return this.#collect(result, view, log);
    } catch (error) {
      // Aborts would be swallowed inside EthereumJS, hence the flag on the view instead of a throw.
      if (view.blockedBy !== undefined) return { kind: "blocked", by: view.blockedBy };
      return { kind: "invalid", reason: firstLine(error), unsupported: false };
    }
  }

  /** The transactions of a block come one after another. */
  #blockOf(environment: BlockEnvironment): Block {
    if (this.#lastBlock?.environment !== environment) {
      this.#lastBlock = { environment, block: buildBlock(environment, this.#common) };
    }
    return this.#lastBlock.block;
  }

  #collect(result: RunTxResult, view: StateView, log: AccessLog): RunResult {
    if (view.blockedBy !== undefined) return { kind: "blocked", by: view.blockedBy };
    const missing = this.#blockHashes.missing;
    if (missing !== undefined) {
      const reason = `it reads the hash of block ${missing}, which was not recorded`;
      return { kind: "invalid", reason, unsupported: true };
    }
    const { writes, newCodes } = this.#state.finish();
    const accesses = { reads: log.reads(), writes };
    return {
      kind: "done",
      result: { outcome: toOutcome(result), accesses, attribution: attributionOf(log) },
      newCodes,
      ranCodes: log.attribute ? log.ranCodes : new Map(),
    };
  }
}

/** BLOCKHASH looks blocks up by number and asks them for their hash. */
class BlockHashes {
  #hashes: ReadonlyMap<bigint, Hex> = new Map();
  missing: bigint | undefined;

  begin(hashes: ReadonlyMap<bigint, Hex>): void {
    this.#hashes = hashes;
    this.missing = undefined;
  }

  async getBlock(number: number) {
    const hash = this.#hashes.get(BigInt(number));
    if (hash === undefined) this.missing = BigInt(number);
    const bytes = hash === undefined ? new Uint8Array(32) : hexToBytes(hash);
    return Promise.resolve({ hash: () => bytes });
  }

  async putBlock(): Promise<void> {
    return Promise.reject(new Error("Blocks cannot be stored here"));
  }

  shallowCopy(): this {
    return this;
  }
}

/** EIP-1559 and EIP-4844: what the sender must be able to pay, in wei. */
function upfrontCost({ fields }: TransactionToRun): bigint {
  const price = BigInt(fields.maxFeePerGas ?? fields.gasPrice ?? "0x0");
  const blobGas = BigInt(fields.blobVersionedHashes?.length ?? 0) * GAS_PER_BLOB;
  return (
    BigInt(fields.value) +
    BigInt(fields.gas) * price +
    blobGas * BigInt(fields.maxFeePerBlobGas ?? "0x0")
  );
}

/** EIP-4844: GAS_PER_BLOB. */
const GAS_PER_BLOB = 131_072n;

function toOutcome(result: RunTxResult): Outcome {
  const status = result.execResult.exceptionError === undefined ? 1 : 0;
  return {
    status,
    gasUsed: result.totalGasSpent,
    ...(status === 1 && result.createdAddress !== undefined
      ? { createdAddress: bytesToHex(result.createdAddress.bytes) }
      : {}),
    logs: (result.execResult.logs ?? []).map(([address, topics, data]) => ({
      address: bytesToHex(address),
      topics: topics.map(bytesToHex),
      data: bytesToHex(data),
    })),
  };
}

function attributionOf(log: AccessLog): Attribution {
  if (!log.attribute) return { frames: [], sites: [], preimages: new Map() };
  const sites = log.sites();
  return { frames: log.frames, sites, preimages: relevantPreimages(sites, log.preimages) };
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0] ?? message;
}
