import type { Hex } from "../model/location.ts";
import { hexToBytes } from "../primitives/hex.ts";

const JUMPDEST = 0x5b;
const PUSH1 = 0x60;
const PUSH32 = 0x7f;

/** CREATE, CREATE2, SELFDESTRUCT. */
const CHANGING: ReadonlySet<number> = new Set([0xf0, 0xf5, 0xff]);

/** STOP, JUMP, RETURN, REVERT, INVALID: what stands behind them is reached by a jump only. */
const ENDING: ReadonlySet<number> = new Set([0x00, 0x56, 0xf3, 0xfd, 0xfe]);

/**
 * Whether code may create or destroy contracts when it runs: it has an instruction for it that can be reached. Jumps
 * lead to a JUMPDEST that is no data of a PUSH (Yellow Paper, 9.4.3), so that what solc keeps behind the last
 * instruction does not count.
 */
export function changesCodes(code: Hex): boolean {
  const bytes = hexToBytes(code);
  let isReached = true;
  for (let at = 0; at < bytes.length; at++) {
    const instruction = bytes[at] ?? 0;
    if (instruction === JUMPDEST) isReached = true;
    else if (isReached && CHANGING.has(instruction)) return true;
    else if (ENDING.has(instruction)) isReached = false;
    else if (instruction >= PUSH1 && instruction <= PUSH32) at += instruction - PUSH1 + 1;
  }
  return false;
}
