/* 256-bit words in memory that threads share: eight 32-bit words, the lowest first. */

/** The same memory as 32-bit and as 64-bit words. */
export interface Words {
  readonly words: Int32Array;
  readonly doubles: BigUint64Array;
}

/** Writes a word at `at`, in 32-bit words and even, where all was zero before. */
export function writeWord({ words, doubles }: Words, at: number, value: bigint): void {
  if (value <= MAX_INT32 && value >= 0n) {
    words[at] = Number(value);
    return;
  }
  const double = at >> 1;
  // A 64-bit element takes the lowest 64 bits of what it is given.
  doubles[double] = value;
  doubles[double + 1] = value >> 64n;
  doubles[double + 2] = value >> 128n;
  doubles[double + 3] = value >> 192n;
}

export function readWord({ words, doubles }: Words, at: number): bigint {
  const double = at >> 1;
  const low = doubles[double] ?? 0n;
  if (isZero(words, at + 2)) return low;
  const middle = (doubles[double + 1] ?? 0n) << 64n;
  const high = ((doubles[double + 3] ?? 0n) << 64n) | (doubles[double + 2] ?? 0n);
  return (high << 128n) | middle | low;
}

const MAX_INT32 = 0x7fffffffn;

function isZero(words: Int32Array, from: number): boolean {
  for (let i = from; i < from + 6; i++) if (words[i] !== 0) return false;
  return true;
}
