import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** More than threads have in use that have run nothing large. */
const LARGE_BYTES = 160e6;

let collect: (() => void) | undefined;

/**
 * Frees what a large scenario has left. V8 would leave it until as much again has come, and meanwhile
 * other threads run the next one: the process would hold both.
 */
export function collectLargeGarbage(): void {
  if (usedBytes() >= LARGE_BYTES) collectGarbage();
}

/** A heap that grows: V8 lets it become up to four times as large as what is in use before it looks. */
export class GrowingHeap {
  /** What was in use when it was collected last. */
  #inUse = 0;

  /** Frees garbage where there may be half as much as what is in use. */
  collect(): void {
    if (usedBytes() < Math.max(LARGE_BYTES, 1.5 * this.#inUse)) return;
    collectGarbage();
    this.#inUse = usedBytes();
  }
}

function usedBytes(): number {
  return getHeapStatistics().used_heap_size;
}

function collectGarbage(): void {
  collect ??= exposeCollector();
  collect();
}

function exposeCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("typeof gc === 'function' ? gc : undefined");
  // Flags are the whole process's, and code that was compiled under others is not taken from a cache.
  setFlagsFromString("--no-expose-gc");
  // Without it, the memory is freed later.
  if (typeof gc !== "function") return () => undefined;
  return () => {
    Reflect.apply(gc, undefined, []);
  };
}
