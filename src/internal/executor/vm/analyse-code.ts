/** What the run loop knows of a code beforehand. */
export interface CodeAnalysis {
  /** 1 where a jump may lead. */
  readonly jumpDestinations: Uint8Array;
  /** What the PUSH at each program counter pushes, as far as one ran there. */
  readonly pushes: (bigint | undefined)[];
}

const JUMPDEST = 0x5b;
const PUSH1 = 0x60;
const PUSH32 = 0x7f;

const known = new WeakMap<Uint8Array, CodeAnalysis>();

/** Done once for each bytes object: a code store keeps one a code. */
export function analyseCode(code: Uint8Array): CodeAnalysis {
  let analysis = known.get(code);
  if (analysis === undefined) {
    analysis = { jumpDestinations: findJumpDestinations(code), pushes: noPushes(code.length) };
    known.set(code, analysis);
  }
  return analysis;
}

/** Decodes the immediate of the PUSH at `pc`; bytes past the end of the code are zero. */
export function decodePush(code: Uint8Array, pc: number, size: number): bigint {
  let hex = "0x";
  for (let i = pc + 1; i <= pc + size; i++) hex += (code[i] ?? 0).toString(16).padStart(2, "0");
  return BigInt(hex);
}

function findJumpDestinations(code: Uint8Array): Uint8Array {
  const destinations = new Uint8Array(code.length);
  for (let pc = 0; pc < code.length; pc++) {
    const opcode = code[pc] ?? 0;
    if (opcode === JUMPDEST) destinations[pc] = 1;
    else if (opcode >= PUSH1 && opcode <= PUSH32) pc += opcode - PUSH1 + 1;
  }
  return destinations;
}

function noPushes(length: number): (bigint | undefined)[] {
  const pushes = new Array<bigint | undefined>(length);
  // One value at once: else the array holds small integers in V8's eyes until the first PUSH, and the
  // run loop would meet two kinds of arrays.
  if (length > 0) pushes[0] = 0n;
  pushes[0] = undefined;
  return pushes;
}
