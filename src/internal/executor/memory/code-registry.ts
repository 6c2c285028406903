import { CONTROL } from "./memory-layout.ts";
import type { SharedMemory } from "./shared-memory.ts";
import { readWord, writeWord } from "./words.ts";

/** An entry: the one added before it, the code's length in bytes, its hash, and then the code. */
const ENTRY = { words: 10, previous: 0, bytes: 1, hash: 2 };

/**
 * Code that the transactions of a scenario create, for the other threads, by its hash: a list that only
 * grows. Entries are filled before they are put in front of it. A code that two threads create at once
 * may stand there twice.
 */
export class CodeRegistry {
  readonly #memory: SharedMemory;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
  }

  add(hash: bigint, code: Uint8Array): void {
    if (this.#find(hash) !== 0) return;
    const { words, bytes, layout } = this.#memory;
    const size = ENTRY.words + Math.ceil(code.length / 8) * 2;
    const offset = Atomics.add(words, CONTROL.codeWords, size);
    if ((offset + size) * 4 > layout.codeBytes) {
      this.#memory.fail("memory");
      return;
    }
    const at = layout.codes + offset;
    words[at + ENTRY.bytes] = code.length;
    writeWord(this.#memory, at + ENTRY.hash, hash);
    bytes.set(code, (at + ENTRY.words) * 4);
    let previous: number;
    do {
      previous = Atomics.load(words, CONTROL.codeList);
      words[at + ENTRY.previous] = previous;
    } while (Atomics.compareExchange(words, CONTROL.codeList, previous, at) !== previous);
  }

  /** The code, if somebody has added it. */
  get(hash: bigint): Uint8Array | undefined {
    const at = this.#find(hash);
    if (at === 0) return undefined;
    const { words, bytes } = this.#memory;
    const start = (at + ENTRY.words) * 4;
    // A copy: what takes bytes need not take shared ones.
    return bytes.slice(start, start + (words[at + ENTRY.bytes] ?? 0));
  }

  #find(hash: bigint): number {
    const { words } = this.#memory;
    let at = Atomics.load(words, CONTROL.codeList);
    while (at !== 0 && readWord(this.#memory, at + ENTRY.hash) !== hash) {
      at = words[at + ENTRY.previous] ?? 0;
    }
    return at;
  }
}
