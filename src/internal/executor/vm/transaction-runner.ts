import type { Common } from "@ethereumjs/common";
import { Hardfork } from "@ethereumjs/common";
import { createVM, runTx, type VM } from "@ethereumjs/vm";

import type { Attribution } from "../../model/access-set.ts";
import type { Hex } from "../../model/location.ts";
import type { ChainParameters } from "../../model/scenario.ts";
import { customCrypto } from "../crypto/custom-crypto.ts";
import type { TransactionToRun } from "../scheduler/hosted-scenario.ts";
import { AccessLog } from "../state/access-log.ts";
import type { CodeSource } from "../state/code-source.ts";
import type { CodeStore } from "../state/code-store.ts";
import { EthereumJsState } from "../state/ethereumjs-state.ts";
import type { LocationBook } from "../state/location-book.ts";
import { SequentialView, type StateView } from "../state/state-view.ts";
import { TransactionState } from "../state/transaction-state.ts";
import { BlockHashes } from "./block-hashes.ts";
import { toEthereumJsHardfork } from "./hardforks.ts";
import { type LocalRun, NO_WRITES } from "./local-run.ts";
import { type PreparedTransaction, TransactionPreparer } from "./prepared-transaction.ts";
import { relevantPreimages } from "./relevant-preimages.ts";
import { installRunLoop } from "./run-code.ts";
import { runTransaction, type TransactionEnd } from "./run-transaction.ts";
import { SteadyCommon } from "./steady-common.ts";
import { TracingEvm } from "./tracing-evm.ts";

/** What a transaction is run on, and how. */
export interface RunContext {
  readonly book: LocationBook;
  readonly view: StateView;
  readonly codes: CodeSource;
  readonly blockHashes: ReadonlyMap<bigint, Hex>;
  /** Whether to tell where in the code each access happened. */
  readonly attribute: boolean;
}

/** Runs single transactions of one chain on given views of the state, one at a time. */
export class TransactionRunner {
  readonly #vm: VM;
  readonly #evm: TracingEvm;
  readonly #state: TransactionState;
  readonly #ethereumJsState: EthereumJsState;
  readonly #blockHashes: BlockHashes;
  readonly #preparer: TransactionPreparer;
  readonly #isOld: boolean;

  /** Throws when the chain's hardfork is not supported. */
  static async create(chain: ChainParameters, codes: CodeStore): Promise<TransactionRunner> {
    const hardfork = toEthereumJsHardfork(chain.hardfork);
    if (hardfork === undefined) throw new Error(`hardfork ${chain.hardfork} is not supported`);
    await installRunLoop();
    const common = new SteadyCommon(Number(chain.chainId), hardfork, await customCrypto());
    const existenceIsStored = !common.gteHardfork(Hardfork.SpuriousDragon);
    const state = new TransactionState(existenceIsStored);
    const ethereumJsState = new EthereumJsState(state, existenceIsStored);
    const blockHashes = new BlockHashes();
    const evm = new TracingEvm(
      {
        common,
        blockchain: blockHashes,
        allowUnlimitedContractSize: chain.allowUnlimitedContractSize,
        allowUnlimitedInitCodeSize: chain.allowUnlimitedContractSize,
      },
      state,
      ethereumJsState,
      codes,
    );
    const vm = await createVM({
      common,
      evm,
      stateManager: ethereumJsState,
      blockchain: blockHashes,
    });
    return new TransactionRunner(common, vm, evm, state, ethereumJsState, blockHashes);
  }

  private constructor(
    common: Common,
    vm: VM,
    evm: TracingEvm,
    state: TransactionState,
    ethereumJsState: EthereumJsState,
    blockHashes: BlockHashes,
  ) {
    this.#vm = vm;
    this.#evm = evm;
    this.#state = state;
    this.#ethereumJsState = ethereumJsState;
    this.#blockHashes = blockHashes;
    this.#preparer = new TransactionPreparer(common);
    this.#isOld = !common.gteHardfork(Hardfork.SpuriousDragon);
  }

  async run(transaction: TransactionToRun, context: RunContext): Promise<LocalRun> {
    const { fields, assured } = transaction;
    const log = new AccessLog(context.attribute);
    const sender = context.book.accountAt(fields.from);
    this.#state.begin({ ...context, log, sender, nonce: BigInt(fields.nonce), assured });
    this.#blockHashes.begin(context.blockHashes);
    try {
      const end = await this.#execute(this.#preparer.prepare(transaction));
      return this.#collect(end, log, context.view);
    } catch (error) {
      return this.#invalid(firstLine(error), false);
    }
  }

  /** What is unusual goes the way that EthereumJS itself has for it. */
  async #execute(prepared: PreparedTransaction): Promise<TransactionEnd> {
    const isUnusual = this.#isOld || prepared.tx.type === 4;
    this.#evm.fast = !isUnusual;
    return isUnusual
      ? this.#executeAsEthereumJs(prepared)
      : runTransaction(prepared, this.#evm, this.#state);
  }

  async #executeAsEthereumJs({
    tx,
    block,
    sender,
    maxCost,
  }: PreparedTransaction): Promise<TransactionEnd> {
    const account = this.#state.account(sender.bytes);
    this.#state.requireBalance(account, maxCost);
    this.#ethereumJsState.beginPrologue();
    try {
      const result = await runTx(this.#vm, {
        tx,
        block,
        skipBlockGasLimitValidation: true,
        skipHardForkValidation: true,
      });
      const status = result.execResult.exceptionError === undefined ? 1 : 0;
      return {
        status,
        gasUsed: result.totalGasSpent,
        createdAddress: status === 1 ? result.createdAddress?.bytes : undefined,
        logs: result.execResult.logs ?? [],
      };
    } catch (error) {
      // Mostly a balance that is too low: another one may do.
      this.#state.readBalanceExactly(account);
      throw error;
    } finally {
      this.#ethereumJsState.endPrologue();
    }
  }

  #collect(end: TransactionEnd, log: AccessLog, view: StateView): LocalRun {
    const { missing } = this.#blockHashes;
    if (missing !== undefined) {
      return this.#invalid(`it reads the hash of block ${missing}, which was not recorded`, true);
    }
    const writes = this.#state.writes();
    const isSequential = view instanceof SequentialView;
    return {
      kind: "done",
      ...end,
      existenceChanges: isSequential ? this.#state.existenceChanges(writes) : [],
      reads: this.#state.reads(),
      writes,
      ...(log.attribute ? { attribution: attributionOf(log) } : {}),
      ranCodes: log.ranCodes,
    };
  }

  #invalid(reason: string, unsupported: boolean): LocalRun {
    const reads = this.#state.reads();
    return { kind: "invalid", reason, unsupported, reads, writes: NO_WRITES };
  }
}

function attributionOf(log: AccessLog): Attribution {
  const sites = log.sites();
  return { frames: log.frames, sites, preimages: relevantPreimages(sites, log.preimages) };
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0] ?? message;
}
