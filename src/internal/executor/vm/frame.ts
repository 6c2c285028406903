import type { EVMError } from "@ethereumjs/evm";

import type { AccessLog } from "../state/access-log.ts";
import type { FrameStorage } from "../state/frame-storage.ts";
import { type CodeAnalysis, analyseCode } from "./analyse-code.ts";
import {
  type Interpreter,
  type InterpreterInternals,
  type RunState,
  type StackInternals,
  internalsOf,
  stackInternalsOf,
} from "./ethereumjs-internals.ts";
import type { FastEvm } from "./fast-evm.ts";
import { FrameMemory } from "./frame-memory.ts";
import type { InstructionTable } from "./instruction-table.ts";
import { bytesToWord } from "./words.ts";

/**
 * One call frame as the run loop holds it: numbers where EthereumJS's `RunState` has bigints. The run
 * state is brought up to date before an instruction of EthereumJS's runs, and read again after it;
 * stack items and memory are the same objects in both.
 */
export class Frame {
  readonly interpreter: Interpreter;
  readonly result: InterpreterInternals["_result"];
  readonly runState: RunState;
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
  readonly #stackInternals: StackInternals;
  #storage: FrameStorage | undefined;
  #callDataView: DataView | undefined;
  #address: bigint | undefined;
  #caller: bigint | undefined;
  #origin: bigint | undefined;

  constructor(interpreter: Interpreter, evm: FastEvm, code: Uint8Array) {
    const { _runState: runState, _result: result } = internalsOf(interpreter);
    this.interpreter = interpreter;
    this.result = result;
    this.runState = runState;
    this.#stackInternals = stackInternalsOf(runState);
    this.evm = evm;
    this.code = code;
    this.analysis = analyseCode(code);
    this.table = evm.instructions;
    this.stack = this.#stackInternals._store;
    this.memory = new FrameMemory(runState.memory._store, this.table.prices.memory);
    this.attribution = evm.attribution;
    this.gas = Number(runState.gasLeft);
    runState.code = code;
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
