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

/** Buffers that wait to be used again, at the most: many small ones, as threads take scenarios of a few transactions by dozens. */
const KEPT = { small: 64, large: 4 };
const LARGE_BYTES = 1 << 20;
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
    const { buffer } = memory.handle;
    const isLarge = buffer.byteLength >= LARGE_BYTES;
    const alike = this.#free.filter(({ byteLength }) => byteLength >= LARGE_BYTES === isLarge);
    const [smallest] = alike;
    if (smallest !== undefined && alike.length >= (isLarge ? KEPT.large : KEPT.small)) {
      this.#free.splice(this.#free.indexOf(smallest), 1);
    }
    clear(memory);
    this.#free.push(buffer);
    this.#free.sort((a, b) => a.byteLength - b.byteLength);
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
