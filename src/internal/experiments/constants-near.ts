import type { Hex } from "../model/location.ts";
import { hexToBytes } from "../primitives/hex.ts";

/** How far from an access, in bytes of code, a number may stand that has to do with it. */
const NEAR = 512;
/** A comparison that many instructions behind a number takes another one. */
const SOON = 6;
/** Masks of addresses, topics of events, numbers below zero: nothing counts up to there. */
const END = 1n << 128n;

/**
 * Numbers in code that what is read or written at some places may be compared with: first those that a comparison
 * follows, of each kind the nearest first. Compilers push many more, such as addresses in code and in memory, and
 * these are left out as far as they can be told.
 */
export function constantsNear(
  code: Hex,
  places: readonly number[],
  most: number,
): readonly bigint[] {
  const instructions = disassemble(withoutMetadata(hexToBytes(code)));
  const targets = new Set(
    instructions.filter(({ opcode }) => opcode === JUMPDEST).map(({ pc }) => BigInt(pc)),
  );
  const distanceOf = (pc: number) => Math.min(...places.map((place) => Math.abs(place - pc)));
  const found = instructions.flatMap(({ pc, pushed }, i) => {
    const distance = distanceOf(pc);
    if (pushed === undefined || distance > NEAR) return [];
    const isUsual = pushed.value > 1n && pushed.value < END && !isMask(pushed.value);
    const isTarget = pushed.size > 1 === code.length > 512 && targets.has(pushed.value);
    if (!isUsual || isTarget || isOfCompiler(instructions, i)) return [];
    const isCompared = isComparedSoon(instructions, i);
    // Where memory begins, and steps in it.
    if (!isCompared && pushed.value <= 128n && pushed.value % 32n === 0n) return [];
    return [{ value: pushed.value, rank: isCompared ? 0 : 1, distance }];
  });
  found.sort((a, b) => a.rank - b.rank || a.distance - b.distance);
  return [...new Set(found.map(({ value }) => value))].slice(0, most);
}

interface Instruction {
  readonly pc: number;
  readonly opcode: number;
  readonly pushed?: { readonly value: bigint; readonly size: number };
}

const [ADD, SUB, MOD, LT, GT, SLT, SGT, EQ] = [0x01, 0x03, 0x06, 0x10, 0x11, 0x12, 0x13, 0x14];
const [AND, SHL, SHR, MLOAD, MSTORE, SLOAD] = [0x16, 0x1b, 0x1c, 0x51, 0x52, 0x54];
const [JUMP, JUMPI, JUMPDEST, PUSH0, PUSH32] = [0x56, 0x57, 0x5b, 0x5f, 0x7f];
const [CALLDATASIZE, PUSH4, DUP1, DUP16, REVERT] = [0x36, 0x63, 0x80, 0x8f, 0xfd];

const COMPARISONS: readonly number[] = [LT, GT, SLT, SGT, EQ, SUB, MOD];
/** After one of these a number is no longer there to be compared. */
const ENDS: readonly number[] = [JUMP, JUMPI, JUMPDEST, MSTORE, REVERT];
/** What takes a number that says where something is, or which bits of it. */
const PLACING: readonly number[] = [AND, SHL, SHR, MLOAD, MSTORE, SLOAD, JUMP, JUMPI, ADD, REVERT];

/** What solc puts behind the code ends with its own length: https://docs.soliditylang.org/en/latest/metadata.html */
function withoutMetadata(code: Uint8Array): Uint8Array {
  const length = ((code.at(-2) ?? 0) << 8) + (code.at(-1) ?? 0);
  return length < MOST_METADATA && length + 2 < code.length ? code.subarray(0, -length - 2) : code;
}

const MOST_METADATA = 256;

function disassemble(code: Uint8Array): Instruction[] {
  const instructions: Instruction[] = [];
  for (let pc = 0; pc < code.length; pc++) {
    const opcode = code[pc] ?? 0;
    const size = opcode > PUSH0 && opcode <= PUSH32 ? opcode - PUSH0 : 0;
    if (size === 0) {
      instructions.push({ pc, opcode });
      continue;
    }
    let value = 0n;
    for (let i = 1; i <= size; i++) value = (value << 8n) | BigInt(code[pc + i] ?? 0);
    instructions.push({ pc, opcode, pushed: { value, size } });
    pc += size;
  }
  return instructions;
}

/** `0xffff` and wider. */
function isMask(value: bigint): boolean {
  return value > 0xffn && (value & (value + 1n)) === 0n;
}

/** The number says where or which; or it is the selector of a function or of an error. */
function isOfCompiler(instructions: readonly Instruction[], index: number): boolean {
  const { opcode, pushed } = instructions[index] ?? {};
  const before = instructions[index - 1]?.opcode ?? 0;
  const next = instructions[index + 1]?.opcode ?? 0;
  const behind = instructions[index + 2]?.opcode ?? 0;
  if (PLACING.includes(next)) return true;
  if (next >= DUP1 && next <= DUP16 && behind === ADD) return true;
  // The number of a panic, and how long what is thrown is.
  if (behind === SHL || behind === MSTORE || behind === REVERT) return true;
  // How long call data is at least.
  const around = instructions.slice(Math.max(0, index - 2), index + 4);
  if (pushed?.value === 4n && around.some((one) => one.opcode === CALLDATASIZE)) return true;
  return opcode === PUSH4 && before === DUP1 && COMPARISONS.includes(next);
}

function isComparedSoon(instructions: readonly Instruction[], index: number): boolean {
  for (const [i, { opcode }] of instructions.slice(index + 1, index + 1 + SOON).entries()) {
    // Of call data, what is left of it is compared with what an argument takes.
    const isOfCallData = opcode === SUB && instructions[index + 2 + i]?.opcode === SLT;
    if (ENDS.includes(opcode) || isOfCallData) return false;
    if (COMPARISONS.includes(opcode)) return true;
  }
  return false;
}
