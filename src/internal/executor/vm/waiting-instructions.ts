import { call } from "./call-instruction.ts";
import { priceOfAccess, warm } from "./price-of-access.ts";
import { addressOfWord } from "./address-of-word.ts";
import type { Frame } from "./frame.ts";

/**
 * Runs the instruction at the program counter if it is one of those below and does not fail; they
 * wait for the state. Resolves to false, nothing having happened, where EthereumJS is to run it.
 */
export function runWaiting(frame: Frame): Promise<boolean> | undefined {
  switch (frame.code[frame.pc] ?? 0) {
    case 0x3b: // EXTCODESIZE
      return extcodesize(frame);
    case 0xf1: // CALL
    case 0xf4: // DELEGATECALL
    case 0xfa: // STATICCALL
      return call(frame);
    default:
      return undefined;
  }
}

const EXTCODESIZE = 0x3b;

async function extcodesize(frame: Frame): Promise<boolean> {
  const { stack, height, table, evm, attribution } = frame;
  if (height < 1) return false;
  const address = addressOfWord(stack[height - 1] ?? 0n);
  const access = priceOfAccess(frame, address);
  const left = frame.gas - (table.fees[EXTCODESIZE] ?? 0) - access;
  if (left < 0) return false;
  attribution?.at(frame.pc);
  const code = await evm.stateManager.getCode(address);
  // EthereumJS sees EOF in it, whatever the rules are.
  if (code[0] === 0xef && code[1] === 0x00) return false;
  warm(frame, address, access);
  stack[height - 1] = BigInt(code.length);
  frame.gas = left;
  frame.pc++;
  return true;
}
