import { EVMError } from "@ethereumjs/evm";

import { keccak256 } from "../../primitives/keccak.ts";
import type { Frame } from "./frame.ts";
import { bytesToWord, wordToBytes } from "./words.ts";

/* Each returns the gas that is left, or a negative number, having done nothing, where it would fail. */

/** Pre-images are a key of up to this size and a slot; longer inputs are no mapping's. */
const MAX_PREIMAGE_BYTES = 1024;

const NO_BYTES = new Uint8Array();

/** CALLDATACOPY, CODECOPY and RETURNDATACOPY; past the end of the source there are zeros. */
export function copyToMemory(
  { stack, memory, table }: Frame,
  source: Uint8Array,
  height: number,
  gas: number,
): number {
  const length = Number(stack[height - 3]);
  if (length === 0) return gas;
  const to = Number(stack[height - 1]);
  const from = Number(stack[height - 2]);
  const left = gas - table.prices.copyWord * Math.ceil(length / 32);
  const paid = left < 0 ? left : memory.reach(to + length, left);
  if (paid < 0) return paid;
  const available = Math.min(Math.max(source.length - from, 0), length);
  if (available > 0) memory.bytes.set(source.subarray(from, from + available), to);
  if (available < length) memory.bytes.fill(0, to + available, to + length);
  return paid;
}

/** EIP-211: reading past the end of the return data is an error, for once. */
export function copyReturnData(frame: Frame, height: number, gas: number): number {
  const { returnBytes } = frame.runState;
  const end = Number(frame.stack[height - 2]) + Number(frame.stack[height - 3]);
  return end > returnBytes.length ? -1 : copyToMemory(frame, returnBytes, height, gas);
}

export function mcopy({ stack, memory, table }: Frame, height: number, gas: number): number {
  const length = Number(stack[height - 3]);
  if (length === 0) return gas;
  const to = Number(stack[height - 1]);
  const from = Number(stack[height - 2]);
  const left = gas - table.prices.copyWord * Math.ceil(length / 32);
  const paid = left < 0 ? left : memory.reach(Math.max(to, from) + length, left);
  if (paid >= 0) memory.bytes.copyWithin(to, from, from + length);
  return paid;
}

/** The hash takes the place of the length. */
export function hashMemory(frame: Frame, height: number, gas: number): number {
  const { stack, memory, table, attribution, evm } = frame;
  const length = Number(stack[height - 2]);
  const from = Number(stack[height - 1]);
  const left = gas - table.prices.keccakWord * Math.ceil(length / 32);
  const paid = left < 0 || length === 0 ? left : memory.reach(from + length, left);
  if (paid < 0) return paid;
  const input = length === 0 ? NO_BYTES : memory.bytes.subarray(from, from + length);
  const hash = bytesToWord((evm.common.customCrypto.keccak256 ?? keccak256)(input));
  stack[height - 2] = hash;
  if (attribution !== undefined && length >= 32 && length <= MAX_PREIMAGE_BYTES) {
    attribution.preimages.set(hash, input.slice());
  }
  return paid;
}

export function emitLog(frame: Frame, topicCount: number, height: number, gas: number): number {
  const { stack, memory, table, runState, result } = frame;
  if (runState.env.isStatic) return -1;
  const from = Number(stack[height - 1]);
  const length = Number(stack[height - 2]);
  const left = gas - table.prices.logTopic * topicCount - table.prices.logByte * length;
  const paid = left < 0 || length === 0 ? left : memory.reach(from + length, left);
  if (paid < 0) return paid;
  const topics: Uint8Array[] = [];
  for (let i = 1; i <= topicCount; i++) topics.push(wordToBytes(stack[height - 2 - i] ?? 0n));
  const data = length === 0 ? NO_BYTES : memory.bytes.slice(from, from + length);
  result.logs.push([runState.env.address.bytes, topics, data]);
  return paid;
}

/** RETURN and, with an error, REVERT. */
export function endWithData(frame: Frame, isRevert: boolean, height: number, gas: number): number {
  const { stack, memory, result } = frame;
  const from = Number(stack[height - 1]);
  const length = Number(stack[height - 2]);
  const paid = length === 0 ? gas : memory.reach(from + length, gas);
  if (paid < 0) return paid;
  result.returnValue = length === 0 ? new Uint8Array() : memory.bytes.slice(from, from + length);
  if (isRevert) frame.error = new EVMError(EVMError.errorMessages.REVERT);
  return paid;
}
