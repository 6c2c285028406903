import type { Conflict, ConflictClass } from "../model/conflict.ts";

/** Enough for a reader and for the report; one hot location of n transactions makes n²/2. */
const LISTED_CONFLICTS = 10_000;

/** Counts conflicts as they are found, and lists the first ones in order. */
export class ConflictList {
  readonly counts: Record<ConflictClass, number> = {
    storage: 0,
    balance: 0,
    nonce: 0,
    code: 0,
    sender: 0,
  };
  readonly listed: Conflict[] = [];
  /** Conflicts of the transaction at hand, to be sorted when it ends. */
  #pending: Conflict[] = [];

  /** `make` is called only if the conflicts are still to be listed: there can be millions. */
  add(name: ConflictClass, count: number, make: () => readonly Conflict[]): void {
    this.counts[name] += count;
    if (this.listed.length >= LISTED_CONFLICTS) return;
    for (const conflict of make()) this.#pending.push(conflict);
  }

  /** To be called after the last conflict of each `later`; those come in ascending order. */
  endTransaction(): void {
    const room = LISTED_CONFLICTS - this.listed.length;
    for (const conflict of this.#pending.sort(byPlace).slice(0, room)) this.listed.push(conflict);
    this.#pending = [];
  }
}

function byPlace(a: Conflict, b: Conflict): number {
  return a.earlier - b.earlier || (placeOf(a) < placeOf(b) ? -1 : 1);
}

function placeOf(conflict: Conflict): string {
  return conflict.kind === "location" ? `${conflict.class} ${conflict.location}` : conflict.class;
}
