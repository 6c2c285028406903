import type { Read, Write } from "../model/access-set.ts";
import type { ContendedLocation, Dependency } from "../model/analysis.ts";
import type { Address, LocationKey } from "../model/location.ts";

export interface Writer {
  readonly transaction: number;
  readonly sender: Address;
  readonly kind: Write["kind"];
  readonly value: bigint;
  /** It depends on the exact value that the writers before it left. */
  readonly readsExactly: boolean;
}

/**
 * Who wrote a location so far in the scenario, and who met there. Of a balance also what it has come
 * to, to tell whether it is enough.
 */
export class LocationHistory {
  readonly location: LocationKey;
  readonly class: ContendedLocation["class"];
  /** In order; `met` once a later transaction conflicts with it. */
  readonly #writers: (Writer & { met: boolean })[] = [];
  #balance: bigint;
  /** Position of the last `set`; what was added before it no longer counts. */
  #lastSet = -1;
  #conflicts = 0;
  readonly #later: number[] = [];
  readonly #dependencies: Dependency[] = [];

  constructor(location: LocationKey, name: ContendedLocation["class"], balance: bigint) {
    this.location = location;
    this.class = name;
    this.#balance = balance;
  }

  add(writer: Writer): void {
    if (writer.kind === "set") this.#lastSet = this.#writers.length;
    this.#balance = writer.kind === "set" ? writer.value : this.#balance + writer.value;
    this.#writers.push({ ...writer, met: false });
  }

  /**
   * The earlier transactions of other senders that a read of `later` conflicts with, latest first.
   *
   * Once a writer is met that itself read the exact value, that one waits for all writers before it:
   * the pairs with those are conflicts, but a schedule that keeps this pair keeps them too.
   */
  meet(later: number, sender: Address, read: Read): readonly number[] {
    const met: number[] = [];
    let implied = false;
    for (let position = this.#writers.length - 1; position >= 0; position--) {
      const writer = this.#writers[position];
      if (writer === undefined) continue;
      const own = writer.sender === sender;
      if (!own && !this.#disturbs(writer, position, read)) continue;
      if (!own) {
        writer.met = true;
        met.push(writer.transaction);
        if (!implied) this.#dependencies.push({ earlier: writer.transaction, later });
      }
      implied ||= writer.readsExactly;
    }
    if (met.length > 0) this.#later.push(later);
    this.#conflicts += met.length;
    return met;
  }

  /** What there is to say of the location if anybody met there. */
  contention(): ContendedLocation | undefined {
    if (this.#conflicts === 0) return undefined;
    return {
      location: this.location,
      class: this.class,
      conflicts: this.#conflicts,
      earlier: this.#writers.filter(({ met }) => met).map(({ transaction }) => transaction),
      later: this.#later,
      dependencies: this.#dependencies,
    };
  }

  /**
   * Whether a writer makes a difference to a read that comes next. Additions commute, so a debit that
   * only needs enough minds an addition only if it is not enough without that one.
   */
  #disturbs(writer: Writer, position: number, read: Read): boolean {
    if (read.kind === "exact" || writer.kind === "set") return true;
    if (position < this.#lastSet) return false;
    const enough = this.#balance >= read.value;
    return this.#balance - writer.value >= read.value !== enough;
  }
}
