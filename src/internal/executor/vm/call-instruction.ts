import { type ExecResult, EVMError, Message } from "@ethereumjs/evm";
import type { Address as EthereumJsAddress } from "@ethereumjs/util";

import { addressOfWord } from "./address-of-word.ts";
import type { Frame } from "./frame.ts";
import { priceOfAccess, warm } from "./price-of-access.ts";

const CALL = 0xf1;
const DELEGATECALL = 0xf4;
const STATICCALL = 0xfa;
const MAX_DEPTH = 1024;
const NO_BYTES = new Uint8Array();

/**
 * CALL, DELEGATECALL and STATICCALL, if they move no value and can be paid. Resolves to false,
 * nothing having happened, where EthereumJS is to run the instruction.
 */
export async function call(frame: Frame): Promise<boolean> {
  const { stack, height, pc, code, evm, table, memory, attribution } = frame;
  const opcode = code[pc] ?? 0;
  const takes = opcode === CALL ? 7 : 6;
  if (height < takes || frame.runState.env.depth >= MAX_DEPTH) return false;
  if (opcode === CALL && stack[height - 3] !== 0n) return false;
  const address = addressOfWord(stack[height - 2] ?? 0n);
  const bottom = height - takes;
  const [outLength, outStart, inLength, inStart] = [0, 1, 2, 3].map((i) =>
    Number(stack[bottom + i]),
  );
  if (outLength === undefined || outStart === undefined) return false;
  if (inLength === undefined || inStart === undefined) return false;

  const end = Math.max(inLength && inStart + inLength, outLength && outStart + outLength);
  const access = priceOfAccess(frame, address);
  const left = frame.gas - (table.fees[opcode] ?? 0) - memory.priceOf(end) - access;
  if (left < 0) return false;
  attribution?.at(pc);
  if (table.delegatesCode && isDelegation(await evm.stateManager.getCode(address))) return false;

  // From here on it happens.
  memory.reach(end, Infinity);
  warm(frame, address, access);
  frame.pc++;
  frame.height = bottom + 1;
  // EIP-150: a 64th stays here.
  const most = left - Math.floor(left / 64);
  const gasLimit = Math.min(Number(stack[height - 1]), most);
  const data = inLength === 0 ? NO_BYTES : memory.bytes.subarray(inStart, inStart + inLength);
  const result = await enter(frame, opcode, address, BigInt(gasLimit), data);
  frame.gas = left - Number(result.executionGasUsed);
  const output = frame.runState.returnBytes;
  const copied = Math.min(outLength, output.length);
  if (copied > 0) memory.bytes.set(output.subarray(0, copied), outStart);
  stack[bottom] = result.exceptionError === undefined ? 1n : 0n;
  return true;
}

/** EIP-7702: the code stands for another account's. */
function isDelegation(code: Uint8Array): boolean {
  return code[0] === 0xef && code[1] === 0x01 && code[2] === 0x00;
}

async function enter(
  frame: Frame,
  opcode: number,
  address: EthereumJsAddress,
  gasLimit: bigint,
  data: Uint8Array,
): Promise<ExecResult> {
  const { evm, runState, result } = frame;
  const { env } = runState;
  const isDelegate = opcode === DELEGATECALL;
  const createdAddresses = new Set(result.createdAddresses);
  const message = new Message({
    caller: isDelegate ? env.caller : env.address,
    gasLimit,
    to: isDelegate ? env.address : address,
    ...(isDelegate ? { codeAddress: address, delegatecall: true } : {}),
    value: isDelegate ? env.callValue : 0n,
    data,
    isStatic: opcode === STATICCALL || env.isStatic,
    depth: env.depth + 1,
    blobVersionedHashes: env.blobVersionedHashes,
    selfdestruct: new Map(result.selfdestruct),
    gasRefund: runState.gasRefund,
    ...(result.createdAddresses === undefined ? {} : { createdAddresses }),
  });
  runState.returnBytes = NO_BYTES;
  const { execResult } = await evm.runCall({ message });
  keepResults(frame, execResult, message);
  return execResult;
}

function keepResults(frame: Frame, called: ExecResult, message: Message): void {
  const { runState, result } = frame;
  const error = called.exceptionError?.error;
  if (error === undefined || error === EVMError.errorMessages.REVERT) {
    runState.returnBytes = called.returnValue;
  }
  if (error !== undefined) return;
  for (const log of called.logs ?? []) result.logs.push(log);
  for (const [address, beneficiary] of message.selfdestruct ?? []) {
    result.selfdestruct.set(address, beneficiary);
  }
  for (const address of message.createdAddresses ?? []) result.createdAddresses?.add(address);
  runState.gasRefund = called.gasRefund ?? 0n;
  frame.isAccountStale = true;
}
