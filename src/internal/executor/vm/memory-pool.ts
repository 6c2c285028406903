import { FrameMemory, type MemoryPrice } from "./frame-memory.ts";

const MAX_BYTES_KEPT = 1 << 20;
const MAX_KEPT = 64;

/** Memories of frames that are over, all zero: a new one takes longer to make than most frames to run. */
const free: FrameMemory[] = [];

export function takeMemory(price: MemoryPrice): FrameMemory {
  const memory = free.pop() ?? new FrameMemory();
  memory.price = price;
  return memory;
}

/** Nobody may look at the memory's bytes any more. */
export function returnMemory(memory: FrameMemory): void {
  if (free.length >= MAX_KEPT || memory.bytes.length > MAX_BYTES_KEPT) return;
  memory.clear();
  free.push(memory);
}
