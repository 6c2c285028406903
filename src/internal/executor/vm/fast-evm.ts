import {
  EVM,
  type EVMOpts,
  type ExecResult,
  type Message,
  type PrecompileFunc,
} from "@ethereumjs/evm";
import {
  type Address as EthereumJsAddress,
  createAccount,
  createZeroAddress,
} from "@ethereumjs/util";

import type { Accelerated } from "../crypto/accelerated.ts";
import { bn254, bn254Library } from "../crypto/bn254.ts";
import { publicKeyRecovery } from "../crypto/recover-public-key.ts";
import type { AccessLog } from "../state/access-log.ts";
import type { FrameStorage } from "../state/frame-storage.ts";
import type { Env } from "./ethereumjs-internals.ts";
import { type InstructionTable, instructionTable } from "./instruction-table.ts";
import { areMethodsLent } from "./lean-interpreter.ts";
import { runCode } from "./run-code.ts";

/** Frames fetch the account when an instruction asks for it. */
const NOT_FETCHED = createAccount({});

const MAX_EXACT_GAS = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * An EVM whose code the executor's own run loop runs, once `installRunLoop` was called, and whose
 * calls without value do without the detours of EthereumJS's.
 */
export abstract class FastEvm extends EVM {
  /** Without it EthereumJS's own loop runs the code. */
  fast = true;
  #table: InstructionTable | undefined;
  readonly #accelerated: ReadonlyMap<PrecompileFunc | undefined, Accelerated<unknown>>;

  constructor(options: EVMOpts) {
    // createEVM cannot make a subclass, and puts its own pairing library in place of any other.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    super({ ...options, bn254 });
    this.#accelerated = new Map<PrecompileFunc | undefined, Accelerated<unknown>>([
      [this.getPrecompile("0x1"), publicKeyRecovery],
      [this.getPrecompile("0x6"), bn254Library],
      [this.getPrecompile("0x7"), bn254Library],
      [this.getPrecompile("0x8"), bn254Library],
    ]);
  }

  abstract storageOf(address: EthereumJsAddress): FrameStorage;

  /** Told where in the code the state is reached; undefined when nobody wants to know. */
  abstract get attribution(): AccessLog | undefined;

  /** The rules must not change after the first call. */
  get instructions(): InstructionTable {
    this.#table ??= instructionTable(this._opcodeMap, this.common);
    return this.#table;
  }

  override async runCall(options: Parameters<EVM["runCall"]>[0]) {
    const { message } = options;
    return message !== undefined && this.#isPlainCall(message)
      ? { execResult: await this.#runPlainCall(message) }
      : super.runCall(options);
  }

  protected override async runInterpreter(
    message: Message,
    options: Parameters<EVM["runInterpreter"]>[1] = {},
  ): Promise<ExecResult> {
    if (!this.#isOrdinary(message) || options.pc !== undefined) {
      return super.runInterpreter(message, options);
    }
    const code = message.code as Uint8Array; // a precompile, the other kind, never gets here
    return runCode(this, this.#envOf(message, code), code, message.gasLimit, message);
  }

  protected override runPrecompile(...call: Parameters<EVM["runPrecompile"]>) {
    const loading = this.#accelerated.get(call[0])?.prepare();
    return loading === undefined
      ? super.runPrecompile(...call)
      : loading.then(() => super.runPrecompile(...call));
  }

  /** Everything else is left to EthereumJS: listeners to steps, rules that are still changing. */
  #isOrdinary(message: Message): boolean {
    return (
      this.fast &&
      areMethodsLent() &&
      this.instructions.isKnown &&
      message.gasLimit <= MAX_EXACT_GAS &&
      this.events.listenerCount("step") === 0 &&
      !this.DEBUG &&
      this._optsCached.profiler?.enabled !== true
    );
  }

  /** A call of a contract by a contract that moves no value. */
  #isPlainCall(message: Message): boolean {
    return (
      message.depth > 0 &&
      message.to !== undefined &&
      (message.value === 0n || message.delegatecall) &&
      this.#isOrdinary(message) &&
      this.events.listenerCount("beforeMessage") + this.events.listenerCount("afterMessage") === 0
    );
  }

  /**
   * As EthereumJS does it, without putting caller and recipient back as they were. That would touch
   * an empty account (EIP-161), which is no account in the state of the executor anyway.
   */
  async #runPlainCall(message: Message): Promise<ExecResult> {
    const usesTransientStorage = this.common.isActivatedEIP(1153);
    await this.journal.checkpoint();
    if (usesTransientStorage) this.transientStorage.checkpoint();
    await this._loadCode(message);
    const result = await this.#runLoaded(message);
    if (result.exceptionError === undefined) {
      await this.journal.commit();
      if (usesTransientStorage) this.transientStorage.commit();
      return result;
    }
    await this.journal.revert();
    if (usesTransientStorage) this.transientStorage.revert();
    result.selfdestruct = new Map();
    result.createdAddresses = new Set();
    result.gasRefund = 0n;
    result.logs = [];
    return result;
  }

  async #runLoaded(message: Message): Promise<ExecResult> {
    const { code, gasRefund } = message;
    if (typeof code === "function") {
      const result = await this.runPrecompile(code, message.data, message.gasLimit);
      return { ...result, gasRefund };
    }
    if (code === undefined || code.length === 0) {
      return { gasRefund, executionGasUsed: 0n, returnValue: new Uint8Array() };
    }
    return this.runInterpreter(message);
  }

  #envOf(message: Message, code: Uint8Array): Env {
    if (this._tx === undefined || this._block === undefined) throw new Error("No call was begun");
    return {
      address: message.to ?? createZeroAddress(),
      caller: message.caller,
      callData: message.data,
      callValue: message.value,
      code,
      isStatic: message.isStatic,
      isCreate: message.isCreate ?? false,
      depth: message.depth,
      gasPrice: this._tx.gasPrice,
      origin: this._tx.origin,
      block: this._block,
      contract: NOT_FETCHED,
      codeAddress: message.codeAddress,
      gasRefund: message.gasRefund,
      blobVersionedHashes: message.blobVersionedHashes ?? [],
      createdAddresses: message.createdAddresses ?? new Set(),
    };
  }
}
