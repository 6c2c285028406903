import type { Attribution, Read, Write } from "../../model/access-set.ts";
import type { NotRunCause, TransactionResult } from "../../model/execution.ts";
import type { LocationKey } from "../../model/location.ts";
import type { EncodedAccesses, EncodedRun, EncodedRuns } from "./encode-runs.ts";

/** The result of one transaction: it ran, or could not be run. */
export type RunResult =
  | { readonly kind: "done"; readonly result: TransactionResult }
  | { readonly kind: "invalid"; readonly cause: NotRunCause; readonly reason: string };

/** What several threads ran, in the order of the transactions. Throws when one is missing. */
export function decodeRuns(
  parts: readonly Omit<EncodedRuns, "ranCodes">[],
  transactions: number,
): RunResult[] {
  const results: RunResult[] = [];
  for (const { locations, runs } of parts) {
    for (const run of runs) {
      results[run.index] = decodeRun(run, locations);
    }
  }
  for (let index = 0; index < transactions; index++) {
    if (results[index] === undefined)
      throw new Error(`The threads gave no result of transaction ${index}`);
  }
  return results;
}

const NO_ATTRIBUTION: Attribution = { frames: [], sites: [], preimages: new Map() };

function decodeRun(run: EncodedRun, locations: readonly LocationKey[]): RunResult {
  if (run.kind === "invalid") {
    return { kind: "invalid", cause: run.cause, reason: run.reason };
  }
  const { outcome, reads, writes, netZeroWrites, attribution = NO_ATTRIBUTION, returned } = run;
  const accesses = {
    reads: decode(reads, locations).map(({ flag, ...rest }): Read => ({
      ...rest,
      kind: flag ? "at-least" : "exact",
    })),
    writes: decode(writes, locations).map(({ flag, ...rest }): Write => ({
      ...rest,
      kind: flag ? "add" : "set",
    })),
    ...(netZeroWrites === undefined
      ? {}
      : { netZeroWrites: Array.from(netZeroWrites, (rank) => locations[rank] ?? "") }),
  };
  const result = {
    outcome,
    accesses,
    attribution,
    ...(returned === undefined ? {} : { returned }),
  };
  return { kind: "done", result };
}

function decode({ at, values }: EncodedAccesses, locations: readonly LocationKey[]) {
  return values.map((value, i) => {
    const place = at[i] ?? 0;
    return { location: locations[place >> 1] ?? "", flag: (place & 1) === 1, value };
  });
}
