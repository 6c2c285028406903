import type { Common } from "@ethereumjs/common";
import { Hardfork } from "@ethereumjs/common";
import { runTx } from "@ethereumjs/vm";

import type { Attribution } from "../../model/access-set.ts";
import type { Hex } from "../../model/location.ts";
import type { ChainParameters } from "../../model/scenario.ts";
import { reasonOf } from "../../primitives/reason-of.ts";
import { customCrypto } from "../crypto/custom-crypto.ts";
import type { TransactionToRun } from "../scheduler/hosted-scenario.ts";
import { AccessLog } from "../state/access-log.ts";
import type { CodeSource } from "../state/code-source.ts";
import type { CodeStore } from "../state/code-store.ts";
import type { LocationBook } from "../state/location-book.ts";
import { SequentialView, type StateView } from "../state/state-view.ts";
import type { CellRead } from "../state/transaction-writes.ts";
import { toEthereumJsHardfork } from "./hardforks.ts";
import type { InvalidRun, LocalRun } from "./local-run.ts";
import { type PreparedTransaction, TransactionPreparer } from "./prepared-transaction.ts";
import { asRejection, Refusal } from "./refusal.ts";
import { relevantPreimages } from "./relevant-preimages.ts";
import { installRunLoop } from "./run-code.ts";
import { runTransaction, type TransactionEnd } from "./run-transaction.ts";
import { SteadyCommon } from "./steady-common.ts";
import { createVirtualMachine, type VirtualMachine } from "./virtual-machine.ts";

/** What a transaction is run on, and how. */
export interface RunContext {
  readonly book: LocationBook;
  readonly view: StateView;
  readonly codes: CodeSource;
  readonly blockHashes: ReadonlyMap<bigint, Hex>;
  /** Whether to tell where in the code each access happened. */
  readonly attribute: boolean;
}

/** Who runs a transaction: the executor's own path where it can, or EthereumJS's `runTx` in any case. */
export type Way = "own" | "runTx";

/** Runs single transactions of one chain on given views of the state, one at a time. */
export class TransactionRunner {
  readonly #create: () => Promise<VirtualMachine>;
  readonly #preparer: TransactionPreparer;
  readonly #isOld: boolean;
  #machine: VirtualMachine;

  /** Throws when the chain's hardfork is not supported, or EthereumJS's version is not the pinned one. */
  static async create(chain: ChainParameters, codes: CodeStore): Promise<TransactionRunner> {
    const hardfork = toEthereumJsHardfork(chain.hardfork);
    if (hardfork === undefined) throw new Error(`hardfork ${chain.hardfork} is not supported`);
    await installRunLoop();
    const common = new SteadyCommon(Number(chain.chainId), hardfork, await customCrypto());
    const create = () => createVirtualMachine(common, chain, codes);
    return new TransactionRunner(common, await create(), create);
  }

  private constructor(
    common: Common,
    machine: VirtualMachine,
    create: () => Promise<VirtualMachine>,
  ) {
    this.#machine = machine;
    this.#create = create;
    this.#preparer = new TransactionPreparer(common);
    this.#isOld = !common.gteHardfork(Hardfork.SpuriousDragon);
  }

  async run(
    transaction: TransactionToRun,
    context: RunContext,
    way: Way = "own",
  ): Promise<LocalRun> {
    const { state } = this.#machine;
    const log = new AccessLog(context.attribute);
    let hasBegun = false;
    try {
      this.#begin(transaction, context, log);
      hasBegun = true;
      const end = await this.#execute(this.#preparer.prepare(transaction), way);
      return this.#collect(end, log, context.view);
    } catch (error) {
      // Before it has begun the state tells of the transaction before it.
      return this.#conclude(error, () => (hasBegun ? state.reads() : []));
    }
  }

  #begin({ fields, assured }: TransactionToRun, context: RunContext, log: AccessLog): void {
    const { state, blockHashes } = this.#machine;
    const sender = context.book.accountAt(fields.from);
    state.begin({ ...context, log, sender, nonce: BigInt(fields.nonce), assured });
    blockHashes.begin(context.blockHashes);
  }

  /** Without what it has read a transaction stands as it is, which makes a defect of the parallel run's. */
  async #conclude(error: unknown, readsOf: () => readonly CellRead[]): Promise<InvalidRun> {
    let reads: readonly CellRead[] = [];
    let defect = error;
    try {
      reads = readsOf();
      if (error instanceof Refusal) {
        return { kind: "invalid", cause: error.kind, reason: error.message, reads };
      }
    } catch (another) {
      if (error instanceof Refusal) defect = another;
    }
    // It may have been left in the middle of something.
    this.#machine = await this.#create();
    return { kind: "invalid", cause: "defect", reason: describe(defect), reads };
  }

  /** What is unusual goes the way that EthereumJS itself has for it. */
  async #execute(prepared: PreparedTransaction, way: Way): Promise<TransactionEnd> {
    const { evm, state } = this.#machine;
    evm.fast = way === "own" && !this.#isOld && prepared.tx.type !== 4;
    return evm.fast ? runTransaction(prepared, evm, state) : this.#runTx(prepared);
  }

  async #runTx({ tx, block, sender, maxCost }: PreparedTransaction): Promise<TransactionEnd> {
    const { vm, state, ethereumJsState } = this.#machine;
    const account = state.account(sender.bytes);
    state.requireBalance(account, maxCost);
    ethereumJsState.beginPrologue();
    try {
      const result = await runTx(vm, {
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
        returned: result.execResult.returnValue,
      };
    } catch (error) {
      // Mostly a balance that is too low: another one may do.
      state.readBalanceExactly(account);
      // All of its checks come before anything runs.
      throw ethereumJsState.isInPrologue ? asRejection(error) : error;
    } finally {
      ethereumJsState.endPrologue();
    }
  }

  #collect({ returned, ...end }: TransactionEnd, log: AccessLog, view: StateView): LocalRun {
    const { state, blockHashes } = this.#machine;
    const { missing } = blockHashes;
    if (missing !== undefined) {
      const reason = `it reads the hash of block ${missing}, which was not recorded`;
      throw new Refusal("unsupported", reason);
    }
    const writes = state.writes();
    const isSequential = view instanceof SequentialView;
    return {
      kind: "done",
      ...end,
      existenceChanges: isSequential ? state.existenceChanges(writes) : [],
      reads: state.reads(),
      writes,
      ...(log.attribute
        ? { attribution: attributionOf(log), returned, netZeroWrites: state.netZeroWrites() }
        : {}),
      ranCodes: log.ranCodes,
    };
  }
}

function attributionOf(log: AccessLog): Attribution {
  const sites = log.sites();
  const precompiles = log.precompiles();
  return {
    frames: log.frames,
    sites,
    preimages: relevantPreimages(sites, log.preimages),
    ...(precompiles.length === 0 ? {} : { precompiles }),
  };
}

/** A TypeError says little without its name and place. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return reasonOf(error);
  const place = /^ +at .*/m.exec(error.stack ?? "")?.[0].trim();
  return `${error.name}: ${error.message}${place === undefined ? "" : ` (${place})`}`;
}
