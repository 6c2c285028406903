import { EVMError, type ExecResult } from "@ethereumjs/evm";

import { cacheJumpAnalysis } from "./cache-jump-analysis.ts";
import { type Env, prototypes } from "./ethereumjs-internals.ts";
import type { FastEvm } from "./fast-evm.ts";
import { Frame } from "./frame.ts";
import { lendMethodsOf } from "./lean-interpreter.ts";
import { runInstructions } from "./run-instructions.ts";
import { runWaiting } from "./waiting-instructions.ts";

let installed: Promise<void> | undefined;

/** To be waited for once a thread, before any code runs. Rejects with a wrong version of EthereumJS. */
export function installRunLoop(): Promise<void> {
  installed ??= install();
  return installed;
}

async function install(): Promise<void> {
  const found = await prototypes();
  cacheJumpAnalysis(found.interpreter);
  lendMethodsOf(found);
}

/** What a call frame does, and what EthereumJS's run of it would return, but for its run state. */
export async function runCode(
  evm: FastEvm,
  env: Env,
  code: Uint8Array,
  gasLimit: bigint,
  earlier: Pick<ExecResult, "selfdestruct" | "createdAddresses">,
): Promise<ExecResult> {
  const frame = new Frame(evm, env, code, gasLimit);
  if (earlier.selfdestruct !== undefined) frame.result.selfdestruct = earlier.selfdestruct;
  if (earlier.createdAddresses !== undefined) {
    frame.result.createdAddresses = earlier.createdAddresses;
  }
  try {
    while (!runInstructions(frame)) {
      const own = runWaiting(frame);
      if (own !== undefined && (await own)) continue;
      if (frame.isAccountStale && needsAccount(frame)) await frame.fetchAccount();
      frame.handOver();
      // Many instructions of EthereumJS's do not wait for anything; `await` would, for nothing.
      const price = startStock(frame);
      const done = runStock(frame, typeof price === "bigint" ? price : await price);
      if (done !== undefined) await done;
      frame.takeBack();
    }
    frame.handOver();
  } catch (error) {
    if (!(error instanceof EVMError)) throw error;
    if (error.error !== EVMError.errorMessages.STOP) frame.error = error;
    // What the instruction did to the memory before it failed must be undone with the rest of it.
    frame.takeBack();
  }
  frame.release();
  return resultOf(frame, gasLimit);
}

function resultOf({ runState, result, error }: Frame, gasLimit: bigint): ExecResult {
  const keepsGas = error === undefined || error.error === EVMError.errorMessages.REVERT;
  return {
    ...(error === undefined
      ? result
      : { logs: [], selfdestruct: new Map(), createdAddresses: new Set(), exceptionError: error }),
    gas: runState.gasLeft,
    executionGasUsed: keepsGas ? gasLimit - runState.gasLeft : gasLimit,
    gasRefund: runState.gasRefund,
    stateGasSpilled: 0n,
    returnValue: result.returnValue ?? new Uint8Array(),
  };
}

/** BALANCE, SELFBALANCE, and what creates, calls or destructs. */
function needsAccount({ code, pc }: Frame): boolean {
  const opcode = code[pc] ?? 0;
  return opcode === 0x31 || opcode === 0x47 || opcode >= 0xf0;
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
  const { runState, evm, table } = frame;
  const { opcodeInfo, opHandler } = entryOf(table.entries, runState.opCode);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- EthereumJS's own is none
  if (opcodeInfo.isInvalid) throw new EVMError(EVMError.errorMessages.INVALID_OPCODE);
  runState.interpreter.useGas(price, opcodeInfo);
  runState.programCounter++;
  return opHandler(runState, evm.common);
}

function entryOf(entries: Frame["table"]["entries"], opcode: number) {
  const entry = entries[opcode];
  if (entry === undefined) throw new Error(`There is no instruction ${opcode}`);
  return entry;
}
