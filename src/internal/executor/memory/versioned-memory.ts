import type { Write } from "../../model/access-set.ts";
import type { LocationKey } from "../../model/location.ts";

/**
 * The multi-version memory of Block-STM (Gelashvili et al., https://arxiv.org/abs/2203.06871,
 * section 3.1): for each location the versions that the transactions of a scenario wrote, by the
 * index of the writer. Transaction j reads what the highest writer below j left.
 *
 * Two things differ from the paper. Balances may hold deltas (`add`), which are summed over the
 * writers since the last `set`, so that credits commute. And values, not version numbers, are what
 * validation compares: a write of the same value disturbs nobody.
 *
 * Invariant: a location holds at most one version per writer, that of its latest incarnation.
 */
export class VersionedMemory {
  /** Ascending by writer. */
  readonly #versions = new Map<LocationKey, Version[]>();
  readonly #writtenBy = new Map<number, readonly Write[]>();

  /** Replaces whatever `writer` had written by the writes of its newest incarnation. */
  record(writer: number, writes: readonly Write[]): void {
    for (const { location } of this.#writtenBy.get(writer) ?? []) this.#remove(location, writer);
    for (const { location, kind, value } of writes) {
      const versions = this.#versions.get(location) ?? [];
      versions.splice(countBelow(versions, writer), 0, { writer, kind, value, estimate: false });
      this.#versions.set(location, versions);
    }
    this.#writtenBy.set(writer, writes);
  }

  /** Marks what `writer` wrote as an ESTIMATE: it will probably write there again, with other values. */
  markEstimates(writer: number): void {
    for (const { location } of this.#writtenBy.get(writer) ?? []) {
      const versions = this.#versions.get(location) ?? [];
      const version = versions[countBelow(versions, writer)];
      if (version?.writer === writer) version.estimate = true;
    }
  }

  /**
   * The value of `location` that transaction `reader` sees, given the one before the scenario.
   * `estimateBy` is the highest writer whose ESTIMATE it depends on.
   */
  resolve(location: LocationKey, reader: number, base: bigint): Resolved {
    const versions = this.#versions.get(location) ?? [];
    let sum = 0n;
    let estimateBy: number | undefined;
    for (let i = countBelow(versions, reader) - 1; i >= 0; i--) {
      const version = versions[i];
      if (version === undefined) break;
      if (version.estimate) estimateBy ??= version.writer;
      if (version.kind === "set") return { value: version.value + sum, estimateBy };
      sum += version.value;
    }
    return { value: base + sum, estimateBy };
  }

  /** All locations that some transaction below `reader` wrote and whose key starts with `prefix`. */
  locationsWrittenBelow(reader: number, prefix: string): LocationKey[] {
    const found: LocationKey[] = [];
    for (const [location, versions] of this.#versions) {
      const lowest = versions[0]?.writer;
      if (lowest !== undefined && lowest < reader && location.startsWith(prefix)) {
        found.push(location);
      }
    }
    return found;
  }

  #remove(location: LocationKey, writer: number): void {
    const versions = this.#versions.get(location) ?? [];
    const i = countBelow(versions, writer);
    if (versions[i]?.writer === writer) versions.splice(i, 1);
  }
}

/** How many versions are of writers below `writer`, by binary search. */
function countBelow(versions: readonly Version[], writer: number): number {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((versions[middle]?.writer ?? writer) < writer) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Resolved {
  readonly value: bigint;
  readonly estimateBy: number | undefined;
}

interface Version {
  readonly writer: number;
  readonly kind: Write["kind"];
  readonly value: bigint;
  estimate: boolean;
}
