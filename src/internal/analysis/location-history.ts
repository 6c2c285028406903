import type { Write } from "../model/access-set.ts";
import type { ContendedLocation } from "../model/analysis.ts";
import type { Dependency } from "../primitives/schedule/dependency-graph.ts";
import type { Address, LocationKey } from "../model/location.ts";
import type { Need } from "./seen-accesses.ts";

export interface Writer {
  readonly transaction: number;
  readonly sender: Address;
  readonly kind: Write["kind"];
  readonly value: bigint;
  /** It depends on the exact value that the writers before it left. */
  readonly readsExactly: boolean;
}

interface PastWriter extends Writer {
  /** A later transaction conflicts with it. */
  met: boolean;
  /** It waits for all writers before it, by itself or through them. */
  readonly waits: boolean;
  /** The value that it left. */
  readonly after: bigint;
}

/** `before`: the value before the scenario. `byValue`: an exact need is met by any state that has the value. */
export interface HistoryOptions {
  readonly location: LocationKey;
  readonly class: ContendedLocation["class"];
  readonly before: bigint;
  readonly byValue: boolean;
}

/** Who wrote a location so far in the scenario, what it has come to, and who met there. */
export class LocationHistory {
  readonly location: LocationKey;
  readonly class: ContendedLocation["class"];
  /** In order. */
  readonly #writers: PastWriter[] = [];
  readonly #before: bigint;
  readonly #byValue: boolean;
  /** Position of each sender's last write. */
  readonly #lastOf = new Map<Address, number>();
  /** The transaction that last needed what all writers before it left. */
  #waiting = -1;
  /** Position of the last `set`; what was added before it no longer counts. */
  #lastSet = -1;
  #conflicts = 0;
  readonly #later: number[] = [];
  readonly #dependencies: Dependency[] = [];

  constructor(options: HistoryOptions) {
    this.location = options.location;
    this.class = options.class;
    this.#before = options.before;
    this.#byValue = options.byValue;
  }

  add(writer: Writer): void {
    if (writer.kind === "set") this.#lastSet = this.#writers.length;
    this.#lastOf.set(writer.sender, this.#writers.length);
    const after = writer.kind === "set" ? writer.value : this.#value + writer.value;
    const waits =
      writer.readsExactly && (this.#writers.length === 0 || this.#waiting === writer.transaction);
    this.#writers.push({ ...writer, met: false, waits, after });
  }

  /**
   * The earlier transactions of other senders that conflict with what `later` needs, latest first.
   *
   * Once a writer is met that itself waits for all writers before it, the pairs with those are conflicts,
   * but a schedule that keeps this pair keeps them too.
   */
  meet(later: number, sender: Address, need: Need): readonly number[] {
    const met: number[] = [];
    let implied = false;
    const { first, end } = this.#inTheWay(sender, need);
    const isAll = first === 0 || this.#writers[first - 1]?.waits === true;
    if (isAll && end === this.#writers.length) this.#waiting = later;
    for (let position = end - 1; position >= first; position--) {
      const writer = this.#writers[position];
      if (writer === undefined) continue;
      const own = writer.sender === sender;
      if (!own && !this.#disturbs(writer, position, need)) continue;
      if (!own) {
        writer.met = true;
        met.push(writer.transaction);
        if (!implied) this.#dependencies.push({ earlier: writer.transaction, later });
      }
      implied ||= writer.waits;
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

  get #value(): bigint {
    return this.#writers.at(-1)?.after ?? this.#before;
  }

  /**
   * The writers that a need has to do with, by position: all of them, unless the need is one for a value.
   * Then it can run in the first state that has the value, as a state is as good as any other with the
   * same one: in the way are only those that it takes to come there. It begins after its sender's own
   * last write at the earliest.
   */
  #inTheWay(sender: Address, need: Need): { readonly first: number; readonly end: number } {
    const all = this.#writers.length;
    if (!this.#byValue || need.kind !== "exact") return { first: 0, end: all };
    const first = (this.#lastOf.get(sender) ?? -1) + 1;
    if ((this.#writers[first - 1]?.after ?? this.#before) === need.value)
      return { first, end: first };
    for (let position = first; position < all; position++) {
      if (this.#writers[position]?.after === need.value) return { first, end: position + 1 };
    }
    return { first, end: all };
  }

  /**
   * Whether a writer makes a difference to a need that comes next. Additions commute, so a debit that
   * only needs enough minds an addition only if it is not enough without that one.
   */
  #disturbs(writer: Writer, position: number, need: Need): boolean {
    if (need.kind !== "at-least" || writer.kind === "set") return true;
    if (position < this.#lastSet) return false;
    const enough = this.#value >= need.value;
    return this.#value - writer.value >= need.value !== enough;
  }
}
