import { EVMError } from "@ethereumjs/evm";

import { cacheJumpAnalysis } from "./cache-jump-analysis.ts";
import { type Interpreter, internalsOf, interpreterPrototype } from "./ethereumjs-internals.ts";
import { FastEvm } from "./fast-evm.ts";
import { Frame } from "./frame.ts";
import { runInstructions } from "./run-instructions.ts";

type Run = Interpreter["run"];
type Result = Awaited<ReturnType<Run>>;

let installed: Promise<void> | undefined;

/** Puts the executor's run loop in place of EthereumJS's for every {@link FastEvm} of the thread. */
export function installRunLoop(): Promise<void> {
  installed ??= install();
  return installed;
}

async function install(): Promise<void> {
  const prototype = await interpreterPrototype();
  cacheJumpAnalysis(prototype);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its `this` below
  const stock = prototype.run;
  prototype.run = function (this: Interpreter, code, options) {
    const { _evm: evm } = this;
    return evm instanceof FastEvm && isOrdinary(this, evm, code, options)
      ? runCode(this, evm, code)
      : stock.call(this, code, options);
  };
}

const MAX_EXACT_GAS = BigInt(Number.MAX_SAFE_INTEGER);

/** Everything else is left to EthereumJS: EOF, listeners to steps, rules that are still changing. */
function isOrdinary(
  interpreter: Interpreter,
  evm: FastEvm,
  code: Uint8Array,
  options: Parameters<Run>[1],
): boolean {
  return (
    evm.fast &&
    internalsOf(interpreter)._runState.gasLeft <= MAX_EXACT_GAS &&
    options?.pc === undefined &&
    !evm.DEBUG &&
    evm.events.listenerCount("step") === 0 &&
    !(code[0] === 0xef && evm.common.isActivatedEIP(3540)) &&
    evm.instructions.isKnown
  );
}

async function runCode(interpreter: Interpreter, evm: FastEvm, code: Uint8Array): Promise<Result> {
  const frame = new Frame(interpreter, evm, code);
  const { runState } = frame;
  try {
    while (!runInstructions(frame)) {
      frame.handOver();
      // Most instructions of EthereumJS's do not wait for anything; `await` would, for nothing.
      const price = startStock(frame);
      const done = runStock(frame, typeof price === "bigint" ? price : await price);
      if (done !== undefined) await done;
      frame.takeBack();
    }
  } catch (error) {
    if (!(error instanceof EVMError)) throw error;
    const isStop = error.error === EVMError.errorMessages.STOP;
    return isStop ? { runState } : { runState, exceptionError: error };
  }
  frame.handOver();
  return frame.error === undefined ? { runState } : { runState, exceptionError: frame.error };
}

/** The price of the instruction at the program counter, as EthereumJS reckons it. */
function startStock({ runState, evm, table, code, pc }: Frame): bigint | Promise<bigint> {
  const opcode = code[pc] ?? 0;
  const { opcodeInfo, gasHandler } = entryOf(table.entries, opcode);
  runState.opCode = opcode;
  return opcodeInfo.dynamicGas
    ? gasHandler(runState, opcodeInfo.feeBigInt, evm.common)
    : opcodeInfo.feeBigInt;
}

function runStock(frame: Frame, price: bigint): void | Promise<void> {
  const { runState, interpreter, evm, table } = frame;
  const { opcodeInfo, opHandler } = entryOf(table.entries, runState.opCode);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- EthereumJS's own is none
  if (opcodeInfo.isInvalid) throw new EVMError(EVMError.errorMessages.INVALID_OPCODE);
  interpreter.useGas(price, opcodeInfo);
  runState.programCounter++;
  return opHandler(runState, evm.common);
}

function entryOf(entries: Frame["table"]["entries"], opcode: number) {
  const entry = entries[opcode];
  if (entry === undefined) throw new Error(`There is no instruction ${opcode}`);
  return entry;
}
