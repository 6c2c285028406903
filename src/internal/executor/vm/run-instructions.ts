/* eslint-disable @typescript-eslint/non-nullable-type-assertion-style -- each assertion tells what the
   bounds of the stack (`lowest`, `highest`), checked before the instruction, or those of the code,
   checked by the loop, prove; a check at run time would be paid for with every instruction. */
import { JUMP_DESTINATION, decodePush, isJumpDestination } from "./analyse-code.ts";
import type { Frame } from "./frame.ts";
import {
  copyReturnData,
  copyToMemory,
  emitLog,
  endWithData,
  hashMemory,
  mcopy,
} from "./memory-instructions.ts";
import { sload, sstore } from "./storage-instructions.ts";
import * as arithmetic from "./word-arithmetic.ts";
import { readPaddedWord, readWord, writeWord } from "./words.ts";

/**
 * Runs instructions of a frame up to its end, or up to one that is left to EthereumJS, to which `pc`
 * then points: one that the loop does not know, or one that fails, so that errors are EthereumJS's
 * own. Returns whether the frame is over.
 *
 * The main loop of the executor, hence one long function: the program counter, the stack's height
 * and the gas stay in registers, and the numbers after `case` make V8 jump by a table.
 */
export function runInstructions(frame: Frame): boolean {
  const { code, analysis, stack, memory, runState } = frame;
  const { fees, lowest, highest, prices, chainId } = frame.table;
  const { marks, values } = analysis;
  const length = code.length;
  let { pc, height, gas } = frame;
  let isOver = false;

  loop: while (pc < length) {
    const opcode = code[pc] as number;
    // What is left when the instruction has run; `gas` until then, for EthereumJS to begin with.
    let left = gas - (fees[opcode] as number);
    if (left < 0 || height < (lowest[opcode] as number) || height > (highest[opcode] as number)) {
      break;
    }

    if (opcode >= 0x60) {
      if (opcode < 0x80) {
        const size = opcode - 0x5f;
        const index = marks[pc] as number;
        stack[height++] =
          index === 0 ? decodePush(analysis, code, pc, size) : (values[index] as bigint);
        pc += size;
      } else if (opcode < 0x90) {
        stack[height] = stack[height - (opcode - 0x7f)] as bigint;
        height++;
      } else if (opcode < 0xa0) {
        const other = height - (opcode - 0x8e);
        const top = stack[height - 1] as bigint;
        stack[height - 1] = stack[other] as bigint;
        stack[other] = top;
      } else if (opcode < 0xa5) {
        const topics = opcode - 0xa0;
        left = emitLog(frame, topics, height, left);
        if (left < 0) break;
        height -= topics + 2;
      } else {
        // RETURN and REVERT.
        left = endWithData(frame, opcode === 0xfd, height, left);
        if (left < 0) break;
        height -= 2;
        isOver = true;
        gas = left;
        pc++;
        break;
      }
      gas = left;
      pc++;
      continue;
    }

    switch (opcode) {
      case 0x00: // STOP
        isOver = true;
        pc++;
        break loop;
      case 0x01: // ADD
        height--;
        stack[height - 1] = arithmetic.add(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x02: // MUL
        height--;
        stack[height - 1] = arithmetic.mul(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x03: // SUB
        height--;
        stack[height - 1] = arithmetic.sub(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x04: // DIV
        height--;
        stack[height - 1] = arithmetic.div(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x05: // SDIV
        height--;
        stack[height - 1] = arithmetic.sdiv(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x06: // MOD
        height--;
        stack[height - 1] = arithmetic.mod(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x07: // SMOD
        height--;
        stack[height - 1] = arithmetic.smod(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x08: // ADDMOD
        height -= 2;
        stack[height - 1] = arithmetic.addmod(
          stack[height + 1] as bigint,
          stack[height] as bigint,
          stack[height - 1] as bigint,
        );
        break;
      case 0x09: // MULMOD
        height -= 2;
        stack[height - 1] = arithmetic.mulmod(
          stack[height + 1] as bigint,
          stack[height] as bigint,
          stack[height - 1] as bigint,
        );
        break;
      case 0x0a: {
        // EXP
        const exponent = stack[height - 2] as bigint;
        left -= prices.expByte * arithmetic.byteLength(exponent);
        if (left < 0) break loop;
        height--;
        stack[height - 1] = arithmetic.exp(stack[height] as bigint, exponent);
        break;
      }
      case 0x0b: // SIGNEXTEND
        height--;
        stack[height - 1] = arithmetic.signextend(
          stack[height] as bigint,
          stack[height - 1] as bigint,
        );
        break;
      case 0x10: // LT
        height--;
        stack[height - 1] = (stack[height] as bigint) < (stack[height - 1] as bigint) ? 1n : 0n;
        break;
      case 0x11: // GT
        height--;
        stack[height - 1] = (stack[height] as bigint) > (stack[height - 1] as bigint) ? 1n : 0n;
        break;
      case 0x12: // SLT
        height--;
        stack[height - 1] = arithmetic.slt(stack[height] as bigint, stack[height - 1] as bigint)
          ? 1n
          : 0n;
        break;
      case 0x13: // SGT
        height--;
        stack[height - 1] = arithmetic.slt(stack[height - 1] as bigint, stack[height] as bigint)
          ? 1n
          : 0n;
        break;
      case 0x14: // EQ
        height--;
        stack[height - 1] = (stack[height] as bigint) === (stack[height - 1] as bigint) ? 1n : 0n;
        break;
      case 0x15: // ISZERO
        stack[height - 1] = (stack[height - 1] as bigint) === 0n ? 1n : 0n;
        break;
      case 0x16: // AND
        height--;
        stack[height - 1] = (stack[height] as bigint) & (stack[height - 1] as bigint);
        break;
      case 0x17: // OR
        height--;
        stack[height - 1] = (stack[height] as bigint) | (stack[height - 1] as bigint);
        break;
      case 0x18: // XOR
        height--;
        stack[height - 1] = (stack[height] as bigint) ^ (stack[height - 1] as bigint);
        break;
      case 0x19: // NOT
        stack[height - 1] = arithmetic.not(stack[height - 1] as bigint);
        break;
      case 0x1a: // BYTE
        height--;
        stack[height - 1] = arithmetic.byte(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x1b: // SHL
        height--;
        stack[height - 1] = arithmetic.shl(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x1c: // SHR
        height--;
        stack[height - 1] = arithmetic.shr(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x1d: // SAR
        height--;
        stack[height - 1] = arithmetic.sar(stack[height] as bigint, stack[height - 1] as bigint);
        break;
      case 0x1e: // CLZ
        stack[height - 1] = arithmetic.clz(stack[height - 1] as bigint);
        break;
      case 0x20: // KECCAK256
        left = hashMemory(frame, height, left);
        if (left < 0) break loop;
        height--;
        break;
      case 0x30: // ADDRESS
        stack[height++] = frame.address;
        break;
      case 0x32: // ORIGIN
        stack[height++] = frame.origin;
        break;
      case 0x33: // CALLER
        stack[height++] = frame.caller;
        break;
      case 0x34: // CALLVALUE
        stack[height++] = runState.env.callValue;
        break;
      case 0x35: // CALLDATALOAD
        stack[height - 1] = readPaddedWord(
          runState.env.callData,
          frame.callDataView,
          Number(stack[height - 1]),
        );
        break;
      case 0x36: // CALLDATASIZE
        stack[height++] = BigInt(runState.env.callData.length);
        break;
      case 0x37: // CALLDATACOPY
        left = copyToMemory(frame, runState.env.callData, height, left);
        if (left < 0) break loop;
        height -= 3;
        break;
      case 0x38: // CODESIZE
        stack[height++] = BigInt(runState.env.code.length);
        break;
      case 0x39: // CODECOPY
        left = copyToMemory(frame, runState.env.code, height, left);
        if (left < 0) break loop;
        height -= 3;
        break;
      case 0x3a: // GASPRICE
        stack[height++] = runState.env.gasPrice;
        break;
      case 0x3d: // RETURNDATASIZE
        stack[height++] = BigInt(runState.returnBytes.length);
        break;
      case 0x3e: // RETURNDATACOPY
        left = copyReturnData(frame, height, left);
        if (left < 0) break loop;
        height -= 3;
        break;
      case 0x42: // TIMESTAMP
        stack[height++] = runState.env.block.header.timestamp;
        break;
      case 0x43: // NUMBER
        stack[height++] = runState.env.block.header.number;
        break;
      case 0x45: // GASLIMIT
        stack[height++] = runState.env.block.header.gasLimit;
        break;
      case 0x46: // CHAINID
        stack[height++] = chainId;
        break;
      case 0x50: // POP
        height--;
        break;
      case 0x51: {
        // MLOAD
        const at = Number(stack[height - 1]);
        left = memory.reach(at + 32, left);
        if (left < 0) break loop;
        stack[height - 1] = readWord(memory.view, at);
        break;
      }
      case 0x52: {
        // MSTORE
        const at = Number(stack[height - 1]);
        left = memory.reach(at + 32, left);
        if (left < 0) break loop;
        height -= 2;
        writeWord(memory.view, at, stack[height] as bigint);
        break;
      }
      case 0x53: {
        // MSTORE8
        const at = Number(stack[height - 1]);
        left = memory.reach(at + 1, left);
        if (left < 0) break loop;
        height -= 2;
        memory.bytes[at] = Number(BigInt.asUintN(8, stack[height] as bigint));
        break;
      }
      case 0x54: // SLOAD
        left = sload(frame, pc, height, left);
        if (left < 0) break loop;
        break;
      case 0x55: // SSTORE
        left = sstore(frame, pc, height, left);
        if (left < 0) break loop;
        height -= 2;
        break;
      case 0x56: // JUMP
      case 0x57: {
        // JUMPI
        const takes = opcode - 0x55;
        if (takes === 2 && (stack[height - 2] as bigint) === 0n) {
          height -= 2;
          break;
        }
        const target = Number(stack[height - 1]);
        if (marks[target] !== JUMP_DESTINATION && !isJumpDestination(analysis, code, target)) {
          break loop;
        }
        height -= takes;
        gas = left;
        pc = target;
        continue;
      }
      case 0x58: // PC
        stack[height++] = BigInt(pc);
        break;
      case 0x59: // MSIZE
        stack[height++] = BigInt(memory.paid);
        break;
      case 0x5a: // GAS
        stack[height++] = BigInt(left);
        break;
      case 0x5b: // JUMPDEST
        break;
      case 0x5e: // MCOPY
        left = mcopy(frame, height, left);
        if (left < 0) break loop;
        height -= 3;
        break;
      case 0x5f: // PUSH0
        stack[height++] = 0n;
        break;
    }
    gas = left;
    pc++;
  }

  frame.pc = pc;
  frame.height = height;
  frame.gas = gas;
  return isOver || pc >= length;
}
