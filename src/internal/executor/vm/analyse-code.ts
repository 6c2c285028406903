/** What the run loop knows of a code beforehand. */
export interface CodeAnalysis {
  /**
   * By program counter: {@link JUMP_DESTINATION} where a jump may lead, and for a PUSH that ran the
   * index of what it pushes in `values`.
   */
  readonly marks: Int32Array;
  /** Found when a PUSH runs first, as most of a code never runs. The first is nobody's. */
  readonly values: bigint[];
}

export const JUMP_DESTINATION = -1;

const JUMPDEST = 0x5b;
const PUSH1 = 0x60;
const PUSH32 = 0x7f;

const known = new WeakMap<Uint8Array, CodeAnalysis>();

/** Done once for each bytes object: a code store keeps one a code. */
export function analyseCode(code: Uint8Array): CodeAnalysis {
  let analysis = known.get(code);
  if (analysis === undefined) {
    analysis = { marks: findJumpDestinations(code), values: [0n] };
    known.set(code, analysis);
  }
  return analysis;
}

/** Decodes the immediate of the PUSH at `pc`; bytes past the end of the code are zero. */
export function decodePush(
  { marks, values }: CodeAnalysis,
  code: Uint8Array,
  pc: number,
  size: number,
): bigint {
  let hex = "0x";
  for (let i = pc + 1; i <= pc + size; i++) hex += (code[i] ?? 0).toString(16).padStart(2, "0");
  const value = BigInt(hex);
  marks[pc] = values.length;
  values.push(value);
  return value;
}

function findJumpDestinations(code: Uint8Array): Int32Array {
  const marks = new Int32Array(code.length);
  for (let pc = 0; pc < code.length; pc++) {
    const opcode = code[pc] ?? 0;
    if (opcode === JUMPDEST) marks[pc] = JUMP_DESTINATION;
    else if (opcode >= PUSH1 && opcode <= PUSH32) pc += opcode - PUSH1 + 1;
  }
  return marks;
}
