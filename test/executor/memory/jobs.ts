import type { MemoryHandle } from "../../../src/internal/executor/memory/shared-memory.ts";

/** What the threads of the memory's tests do, all at once on the same memory. */
export interface Job {
  readonly kind: "locations" | "versions";
  readonly handle: MemoryHandle;
  readonly thread: number;
  readonly threads: number;
  readonly seed: number;
}

export interface JobResult {
  /** Of the accounts, and then of a slot each. */
  readonly numbers: readonly number[];
  /** By list and writer, the number of the last version, negative if it is an ESTIMATE, 0 if taken back. */
  readonly versions: readonly (readonly [string, number])[];
}

export const KEYS = 300;
export const TRANSACTIONS = 40;

/** Addresses that end alike, so that whole keys must be compared. */
export function bytesOf(key: number): Uint8Array {
  return Uint8Array.from([key & 255, key >> 8, ...new Uint8Array(18).fill(7)]);
}

/** A value that tells who wrote it, on all of its 256 bits. */
export function valueOf(list: number, writer: number, version: number): bigint {
  const word = BigInt(list * 1_000_003 + writer * 1_009 + version) + (1n << 60n);
  return word | (word << 64n) | (word << 128n) | (word << 192n);
}
