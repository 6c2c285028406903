import { bytesToWord } from "./words.ts";

/** What the run loop found out about a code so far, by program counter; most of a code never runs. */
export interface CodeAnalysis {
  /** {@link JUMP_DESTINATION} where a jump may lead, or the index in `values` of what a PUSH pushes. */
  readonly marks: Uint16Array;
  /** The first is nobody's. */
  readonly values: bigint[];
  /** Up to here jump destinations are marked. */
  scanned: number;
}

export const JUMP_DESTINATION = 0xffff;

const JUMPDEST = 0x5b;
const PUSH1 = 0x60;
const PUSH32 = 0x7f;

const known = new WeakMap<Uint8Array, CodeAnalysis>();

/** The same for the same bytes object: a code store keeps one a code. */
export function analysisOf(code: Uint8Array): CodeAnalysis {
  let analysis = known.get(code);
  if (analysis === undefined) {
    analysis = { marks: new Uint16Array(code.length), values: [0n], scanned: 0 };
    known.set(code, analysis);
  }
  return analysis;
}

/** Whether a jump may lead to `target`, which then is marked. Scans the code up to there. */
export function isJumpDestination(
  analysis: CodeAnalysis,
  code: Uint8Array,
  target: number,
): boolean {
  if (target >= code.length) return false;
  const { marks } = analysis;
  let pc = analysis.scanned;
  for (; pc <= target; pc++) {
    const opcode = code[pc] ?? 0;
    if (opcode === JUMPDEST) marks[pc] = JUMP_DESTINATION;
    else if (opcode >= PUSH1 && opcode <= PUSH32) pc += opcode - PUSH1 + 1;
  }
  analysis.scanned = pc;
  return marks[target] === JUMP_DESTINATION;
}

/** Decodes the immediate of the PUSH at `pc`; bytes past the end of the code are zero. */
export function decodePush(
  { marks, values }: CodeAnalysis,
  code: Uint8Array,
  pc: number,
  size: number,
): bigint {
  const immediate = new Uint8Array(size);
  immediate.set(code.subarray(pc + 1, pc + 1 + size));
  const value = bytesToWord(immediate);
  if (values.length < JUMP_DESTINATION) {
    marks[pc] = values.length;
    values.push(value);
  }
  return value;
}
