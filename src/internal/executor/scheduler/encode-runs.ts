import type { Attribution, Read, Write } from "../../model/access-set.ts";
import type { NotRunCause } from "../../model/execution.ts";
import type { Hex, LocationKey } from "../../model/location.ts";
import type { Outcome } from "../../model/scenario.ts";
import { bytesToHex } from "../../primitives/hex.ts";
import type { ValueCell } from "../state/cells.ts";
import type { Defect } from "./defect.ts";
import type { DoneRun, LocalRun } from "../vm/local-run.ts";

/** What a thread ran, as it travels to another: each location's name once. */
export interface EncodedRuns {
  /** Sorted. */
  readonly locations: readonly LocationKey[];
  readonly runs: readonly EncodedRun[];
  /** Code that ran, by its keccak256; empty without attribution. */
  readonly ranCodes: ReadonlyMap<Hex, Uint8Array>;
}

export interface CollectedRuns extends Omit<EncodedRuns, "ranCodes"> {
  /** Code that ran and was not collected before, by its keccak256; empty without attribution. */
  readonly newCodes: ReadonlyMap<Hex, Uint8Array>;
  /** For each transaction of a sequential run, the first value of its witness that was not there before it. */
  readonly witnessDifferences: readonly (string | undefined)[];
  /** The first transaction of a sequential run that the executor's own path has a defect for, and which. */
  readonly defect?: Defect;
}

export type EncodedRun =
  | {
      readonly kind: "done";
      readonly index: number;
      readonly outcome: Outcome;
      readonly reads: EncodedAccesses;
      readonly writes: EncodedAccesses;
      readonly attribution?: Attribution;
      readonly returned?: Hex;
      /** Indices into the locations, ascending. */
      readonly netZeroWrites?: Uint32Array;
    }
  | {
      readonly kind: "invalid";
      readonly index: number;
      readonly cause: NotRunCause;
      readonly reason: string;
    };

/**
 * Ascending by location. `at`: twice the index into the locations, plus 1 for a read that is `at-least`
 * or a write that is `add`.
 */
export interface EncodedAccesses {
  readonly at: Uint32Array;
  readonly values: readonly bigint[];
}

export function encodeRuns(runs: ReadonlyMap<number, LocalRun>): EncodedRuns {
  const accesses = new Map([...runs].map(([index, run]) => [index, accessesOf(run)]));
  const locations = sortedLocations(accesses.values());
  const ranks = new Map(locations.map((location, rank) => [location, rank]));
  const ranCodes = new Map<Hex, Uint8Array>();
  const encoded = [...runs].map(([index, run]): EncodedRun => {
    if (run.kind === "invalid") {
      return { kind: "invalid", index, cause: run.cause, reason: run.reason };
    }
    for (const [hash, code] of run.ranCodes) ranCodes.set(hash, code);
    const { reads, writes } = accesses.get(index) ?? NO_ACCESSES;
    return {
      kind: "done",
      index,
      outcome: outcomeOf(run),
      reads: encodeAccesses(reads, ranks),
      writes: encodeAccesses(writes, ranks),
      ...(run.attribution === undefined ? {} : { attribution: run.attribution }),
      ...(run.returned === undefined ? {} : { returned: bytesToHex(run.returned) }),
      ...(run.netZeroWrites === undefined
        ? {}
        : { netZeroWrites: encodeLocations(run.netZeroWrites, ranks) }),
    };
  });
  return { locations, runs: encoded, ranCodes };
}

interface Accesses {
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
}

const NO_ACCESSES: Accesses = { reads: [], writes: [] };

function accessesOf(run: LocalRun): Accesses {
  if (run.kind === "invalid") return NO_ACCESSES;
  const reads = run.reads.map(({ cell, kind, value }): Read => ({
    location: cell.key,
    kind,
    value,
  }));
  const { values, balances } = run.writes;
  const writes = [
    ...[...values, ...run.existenceChanges].map(({ cell, value }): Write => ({
      location: cell.key,
      kind: "set",
      value,
    })),
    ...balances.map(({ cell, delta }): Write => ({
      location: cell.key,
      kind: "add",
      value: delta,
    })),
  ];
  return { reads, writes };
}

function sortedLocations(accesses: Iterable<Accesses>): LocationKey[] {
  const locations = new Set<LocationKey>();
  for (const { reads, writes } of accesses) {
    for (const { location } of reads) locations.add(location);
    for (const { location } of writes) locations.add(location);
  }
  return [...locations].sort();
}

function encodeAccesses(
  accesses: readonly (Read | Write)[],
  ranks: ReadonlyMap<LocationKey, number>,
): EncodedAccesses {
  const ranked = accesses
    .map(({ location, kind, value }) => {
      const flag = kind === "at-least" || kind === "add" ? 1 : 0;
      return { at: (ranks.get(location) ?? 0) * 2 + flag, value };
    })
    .sort((a, b) => a.at - b.at);
  return { at: Uint32Array.from(ranked, ({ at }) => at), values: ranked.map(({ value }) => value) };
}

/** All of them have a rank, as an SSTORE reads the slot that it writes. */
function encodeLocations(
  cells: readonly ValueCell[],
  ranks: ReadonlyMap<LocationKey, number>,
): Uint32Array {
  return Uint32Array.from(cells, ({ key }) => ranks.get(key) ?? 0).sort();
}

function outcomeOf({ status, gasUsed, createdAddress, logs }: DoneRun): Outcome {
  return {
    status,
    gasUsed,
    ...(createdAddress === undefined ? {} : { createdAddress: bytesToHex(createdAddress) }),
    logs: logs.map(([address, topics, data]) => ({
      address: bytesToHex(address),
      topics: topics.map(bytesToHex),
      data: bytesToHex(data),
    })),
  };
}
