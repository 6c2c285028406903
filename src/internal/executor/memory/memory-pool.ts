import {
  ACCOUNT,
  CONTROL,
  CONTROL_WORDS,
  layOutMemory,
  type MemoryNeeds,
  SLOT,
  TRANSACTION,
} from "./memory-layout.ts";
import { SharedMemory } from "./shared-memory.ts";

/**
 * What waits to be used again, at the most: so many buffers of any size, or more of them if they are small, as threads
 * take scenarios of a few transactions by dozens.
 */
const KEPT = { buffers: 4, bytes: 32e6 };
/** How much larger than needed a new one is. */
const GROWTH = 1.5;

/**
 * Shared memories, used one after another: memory that was never touched is slow to touch first, which
 * would be paid for in the middle of a run.
 */
export class MemoryPool {
  /** All zero, the smallest first. */
  readonly #free: SharedArrayBuffer[] = [];

  take(needs: MemoryNeeds): SharedMemory {
    const layout = layOutMemory(needs);
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= layout.words * 4);
    const [known] = index < 0 ? [] : this.#free.splice(index, 1);
    const buffer = known ?? new SharedArrayBuffer(Math.ceil(layout.words * GROWTH) * 4);
    return new SharedMemory({ buffer, layout });
  }

  /** To be called when no thread uses the memory any more. */
  giveBack(memory: SharedMemory): void {
    clear(memory);
    this.#free.push(memory.handle.buffer);
    this.#free.sort((a, b) => a.byteLength - b.byteLength);
    while (this.#free.length > KEPT.buffers && this.#bytes() > KEPT.bytes) this.#free.shift();
  }

  #bytes(): number {
    return this.#free.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
}

/** Zeroes what a scenario may have used, which is mostly far less than all. */
function clear({ words, layout }: SharedMemory): void {
  const used = (counter: number, capacity: number) => Math.min(words[counter] ?? 0, capacity);
  const accounts = used(CONTROL.accounts, layout.accountIndex.capacity);
  const slots = used(CONTROL.slots, layout.slotIndex.capacity);
  const codes = used(CONTROL.codeWords, layout.codeBytes >> 2);
  const arenas = Array.from({ length: layout.lanes }, (_, lane) => ({
    at: layout.arenas + lane * layout.arenaWords,
    words: words[CONTROL.arenas + lane] ?? 0,
  }));
  const parts = [
    { at: layout.accountIndex.at, words: layout.accountIndex.size },
    { at: layout.slotIndex.at, words: layout.slotIndex.size },
    { at: layout.accountEntries, words: accounts * ACCOUNT.words },
    { at: layout.slotEntries, words: slots * SLOT.words },
    { at: layout.states, words: layout.transactions * TRANSACTION.words },
    { at: layout.codes, words: codes },
    ...arenas,
    { at: 0, words: CONTROL_WORDS },
  ];
  for (const part of parts) words.fill(0, part.at, part.at + part.words);
}
