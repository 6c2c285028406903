import type { CompiledCode } from "../model/contract.ts";
import { remember } from "../primitives/remember.ts";

const JUMPDEST = 0x5b;
const PUSH1 = 0x60;
const PUSH3 = 0x62;
const PUSH32 = 0x7f;
/** STOP, JUMP, RETURN, REVERT, INVALID, SELFDESTRUCT: what follows is not reached from them. */
const ENDS = new Set([0x00, 0x56, 0xf3, 0xfd, 0xfe, 0xff]);

/** Code as a list of instructions, in their order. */
export interface Instructions {
  /** Index of the instruction at a program counter; data behind a PUSH is none. */
  readonly indexOf: ReadonlyMap<number, number>;
  /**
   * Instructions that ran before this one in the same function, or in the function that called it:
   * the one above it, and for a jump target all that push its address, be it to jump there or to
   * come back there.
   */
  before(index: number): readonly number[];
}

const known = new WeakMap<CompiledCode, Instructions>();

export function instructionsOf(code: CompiledCode): Instructions {
  return remember(known, code, () => disassemble(code.object));
}

/** Library placeholders are data of a PUSH20, so they need no care. */
function disassemble(object: string): Instructions {
  const indexOf = new Map<number, number>();
  const opcodes: number[] = [];
  const pcs: number[] = [];
  const pushers = new Map<number, number[]>();
  for (let pc = 0; pc * 2 < object.length; pc++) {
    const opcode = Number.parseInt(object.slice(pc * 2, pc * 2 + 2), 16);
    const index = opcodes.length;
    indexOf.set(pc, index);
    opcodes.push(opcode);
    pcs.push(pc);
    if (!(opcode >= PUSH1 && opcode <= PUSH32)) continue;
    const size = opcode - PUSH1 + 1;
    if (opcode <= PUSH3) {
      const target = Number.parseInt(object.slice(pc * 2 + 2, pc * 2 + 2 + size * 2), 16);
      const pushing = pushers.get(target);
      if (pushing === undefined) pushers.set(target, [index]);
      else pushing.push(index);
    }
    pc += size;
  }
  return {
    indexOf,
    before: (index) => {
      const above = index > 0 && !ENDS.has(opcodes[index - 1] ?? 0) ? [index - 1] : [];
      if (opcodes[index] !== JUMPDEST) return above;
      return [...above, ...(pushers.get(pcs[index] ?? -1) ?? [])];
    },
  };
}
