import type { EVMError } from "@ethereumjs/evm";
import { createAccount } from "@ethereumjs/util";

import type { AccessLog } from "../state/access-log.ts";
import type { FrameStorage } from "../state/frame-storage.ts";
import { type CodeAnalysis, analysisOf } from "./analyse-code.ts";
import type { Env, RunResult, RunState, StackInternals } from "./ethereumjs-internals.ts";
import type { FastEvm } from "./fast-evm.ts";
import type { FrameMemory } from "./frame-memory.ts";
import type { InstructionTable } from "./instruction-table.ts";
import { LeanInterpreter } from "./lean-interpreter.ts";
import { returnMemory, takeMemory } from "./memory-pool.ts";
import { bytesToWord } from "./words.ts";

/**
 * One call frame as the run loop holds it: numbers where EthereumJS's `RunState` has bigints. The run
 * state is brought up to date before an instruction of EthereumJS's runs, and read again after it;
 * stack items and memory are the same objects in both.
 */
export class Frame {
  readonly runState: RunState;
  readonly result: RunResult;
  readonly evm: FastEvm;
  readonly code: Uint8Array;
  readonly analysis: CodeAnalysis;
  readonly table: InstructionTable;
  readonly stack: bigint[];
  readonly memory: FrameMemory;
  readonly attribution: AccessLog | undefined;
  pc = 0;
  height = 0;
  gas: number;
  error: EVMError | undefined;
  /** Whether the account in the environment may be another than the state's. */
  isAccountStale = true;
  readonly #stackInternals: StackInternals;
  #storage: FrameStorage | undefined;
  #callDataView: DataView | undefined;
  #address: bigint | undefined;
  #caller: bigint | undefined;
  #origin: bigint | undefined;

  constructor(evm: FastEvm, env: Env, code: Uint8Array, gas: bigint) {
    this.evm = evm;
    this.code = code;
    this.analysis = analysisOf(code);
    this.table = evm.instructions;
    this.memory = takeMemory(this.table.prices.memory);
    this.attribution = evm.attribution;
    this.gas = Number(gas);
    const interpreter = new LeanInterpreter(evm, env, code, gas, this.memory.bytes);
    this.runState = interpreter._runState;
    this.result = interpreter._result;
    this.#stackInternals = interpreter.leanStack;
    this.stack = interpreter.leanStack._store;
  }

  /** When it is over, and nobody looks at its memory any more. */
  release(): void {
    returnMemory(this.memory);
  }

  /** Before an instruction of EthereumJS's, and at the end. */
  handOver(): void {
    const { runState, memory } = this;
    runState.programCounter = this.pc;
    runState.gasLeft = BigInt(this.gas);
    this.#stackInternals._len = this.height;
    runState.memory._store = memory.bytes;
    runState.memoryWordCount = BigInt(memory.paid / 32);
    runState.highestMemCost = BigInt(memory.cost);
  }

  /** Few instructions look at the account that runs; to be called before those. */
  async fetchAccount(): Promise<void> {
    const { env } = this.runState;
    env.contract = (await this.evm.stateManager.getAccount(env.address)) ?? createAccount({});
    this.isAccountStale = false;
  }

  /** After an instruction of EthereumJS's. */
  takeBack(): void {
    const { runState, memory } = this;
    this.pc = runState.programCounter;
    this.gas = Number(runState.gasLeft);
    this.height = this.#stackInternals._len;
    memory.adopt(
      runState.memory._store,
      Number(runState.memoryWordCount),
      Number(runState.highestMemCost),
    );
  }

  get storage(): FrameStorage {
    this.#storage ??= this.evm.storageOf(this.runState.env.address);
    return this.#storage;
  }

  get callDataView(): DataView {
    const { callData } = this.runState.env;
    this.#callDataView ??= new DataView(callData.buffer, callData.byteOffset, callData.length);
    return this.#callDataView;
  }

  get address(): bigint {
    this.#address ??= bytesToWord(this.runState.env.address.bytes);
    return this.#address;
  }

  get caller(): bigint {
    this.#caller ??= bytesToWord(this.runState.env.caller.bytes);
    return this.#caller;
  }

  get origin(): bigint {
    this.#origin ??= bytesToWord(this.runState.env.origin.bytes);
    return this.#origin;
  }
}
