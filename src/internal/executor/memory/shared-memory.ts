import { CONTROL, layOutMemory, type MemoryLayout, type MemoryNeeds } from "./memory-layout.ts";
import type { Address } from "../../model/location.ts";
import { type AccountBase, LocationTable } from "./location-table.ts";
import type { Words } from "./words.ts";

/** What a thread needs to use the memory of a scenario. Travels by message; the memory itself is shared. */
export interface MemoryHandle {
  readonly buffer: SharedArrayBuffer;
  readonly layout: MemoryLayout;
}

/** Why a scenario could not go on in parallel. */
export type MemoryFailure = "memory" | "error" | "stopped" | "stuck";

const FAILURES: readonly MemoryFailure[] = ["memory", "error", "stopped", "stuck"];

/** The memory that the threads of one scenario share: control words, locations, versions, transactions. */
export class SharedMemory implements Words {
  readonly handle: MemoryHandle;
  readonly layout: MemoryLayout;
  readonly words: Int32Array;
  readonly doubles: BigUint64Array;
  readonly bytes: Uint8Array;
  readonly locations: LocationTable;

  /** On a buffer of its own. */
  static create(needs: MemoryNeeds): SharedMemory {
    const layout = layOutMemory(needs);
    return new SharedMemory({ buffer: new SharedArrayBuffer(layout.words * 4), layout });
  }

  constructor(handle: MemoryHandle) {
    this.handle = handle;
    this.layout = handle.layout;
    this.words = new Int32Array(handle.buffer);
    this.doubles = new BigUint64Array(handle.buffer);
    this.bytes = new Uint8Array(handle.buffer);
    this.locations = new LocationTable(this, this.layout);
  }

  /** Ends the parallel run: every lane stops at its next step. Only the first failure counts. */
  fail(failure: MemoryFailure): void {
    Atomics.compareExchange(this.words, CONTROL.failure, 0, FAILURES.indexOf(failure) + 1);
    Atomics.store(this.words, CONTROL.done, 1);
    Atomics.add(this.words, CONTROL.events, 1);
    Atomics.notify(this.words, CONTROL.events);
  }

  get failure(): MemoryFailure | undefined {
    return FAILURES[Atomics.load(this.words, CONTROL.failure) - 1];
  }

  /** All accounts that are known. */
  *accounts(): Generator<{ readonly address: Address; readonly base: AccountBase }> {
    const count = this.words[CONTROL.accounts] ?? 0;
    for (let i = 0; i < count; i++) {
      yield { address: this.locations.address(i), base: this.locations.accountBase(i) };
    }
  }

  /** All slots that are known, with the values before the scenario. */
  *slots(): Generator<{
    readonly address: Address;
    readonly slot: bigint;
    readonly value: bigint;
  }> {
    const count = this.words[CONTROL.slots] ?? 0;
    for (let i = 0; i < count; i++) {
      const address = this.locations.address(this.locations.accountOfSlot(i));
      yield { address, slot: this.locations.slotNumber(i), value: this.locations.slotBase(i) };
    }
  }

  /** An allocator of one lane. Memory is never taken back, so what another thread looks at stays. */
  arena(lane: number): { take(words: number): number } {
    const start = this.layout.arenas + lane * this.layout.arenaWords;
    const end = start + this.layout.arenaWords;
    let next = start;
    return {
      take: (words) => {
        const at = next;
        // Even, as values are read as 64-bit words.
        next += words + (words & 1);
        if (next > end) {
          next = at;
          this.fail("memory");
          return 0;
        }
        this.words[CONTROL.arenas + lane] = next - start;
        return at;
      },
    };
  }
}
