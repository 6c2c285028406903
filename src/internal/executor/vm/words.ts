/* Between 256-bit numbers and their bytes, big-endian. Small ones are most of them, and cheap. */

const LOW_64 = (1n << 64n) - 1n;

/** The 32 bytes at `at` as a number. */
export function readWord(view: DataView, at: number): bigint {
  if ((view.getUint32(at) | view.getUint32(at + 4) | view.getUint32(at + 8)) !== 0) {
    const high = (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8);
    return (high << 128n) | (view.getBigUint64(at + 16) << 64n) | view.getBigUint64(at + 24);
  }
  if ((view.getUint32(at + 12) | view.getUint32(at + 16) | view.getUint32(at + 20)) !== 0) {
    const high = BigInt(view.getUint32(at + 12));
    return (high << 128n) | (view.getBigUint64(at + 16) << 64n) | view.getBigUint64(at + 24);
  }
  if (view.getUint32(at + 24) !== 0) return view.getBigUint64(at + 24);
  return BigInt(view.getUint32(at + 28));
}

/** Writes the number to the 32 bytes at `at`. */
export function writeWord(view: DataView, at: number, word: bigint): void {
  if (word <= LOW_64) {
    view.setFloat64(at, 0);
    view.setFloat64(at + 8, 0);
    view.setFloat64(at + 16, 0);
    view.setBigUint64(at + 24, word);
    return;
  }
  // A setter takes the lowest 64 bits.
  view.setBigUint64(at + 24, word);
  view.setBigUint64(at + 16, word >> 64n);
  view.setBigUint64(at + 8, word >> 128n);
  view.setBigUint64(at, word >> 192n);
}

const scratch = new Uint8Array(32);
const scratchView = new DataView(scratch.buffer);

/** Up to 32 bytes as a number. */
export function bytesToWord(bytes: Uint8Array): bigint {
  scratch.fill(0, 0, 32 - bytes.length);
  scratch.set(bytes, 32 - bytes.length);
  return readWord(scratchView, 0);
}

/** The number as 32 bytes. */
export function wordToBytes(word: bigint): Uint8Array {
  writeWord(scratchView, 0, word);
  return scratch.slice();
}

/** Reads 32 bytes at `at`, those past the end as zeros. */
export function readPaddedWord(bytes: Uint8Array, view: DataView, at: number): bigint {
  if (at + 32 <= bytes.length) return readWord(view, at);
  if (at >= bytes.length) return 0n;
  scratch.fill(0);
  scratch.set(bytes.subarray(at));
  return readWord(scratchView, 0);
}
