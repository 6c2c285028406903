import type { GroupOf, ScenarioAnalysis } from "../model/analysis.ts";
import type { TransactionResult } from "../model/execution.ts";
import type {
  AccumulatorQuestion,
  ByteRange,
  OrderQuestion,
  SharingQuestion,
} from "../model/experiment.ts";
import type { LocationKey } from "../model/location.ts";
import { changeAt } from "./change-at.ts";
import { transactionAt } from "./make-experiment.ts";
import {
  type Candidate,
  type Selection,
  type SelectionLimits,
  selectSamples,
} from "./select-samples.ts";
import { changedBytes } from "./slot-bytes.ts";

/** What makes two questions the same question. Scenarios are indices into the analyses. */
export interface QuestionKeys {
  /** What a transaction calls, as one string. */
  readonly call: (scenario: number, transaction: number) => string;
  /** The hotspot that a contended location belongs to. */
  readonly group: GroupOf;
}

/** What is known of the fields of a storage slot. */
export type Packing =
  | { readonly kind: "single" | "unknown" }
  | { readonly kind: "packed"; readonly fields: readonly ByteRange[] };

/** Pairs of different senders that conflict, distinct by what both call, whether they succeed, and all hotspots where they meet. */
export function selectPairs(
  analyses: readonly ScenarioAnalysis[],
  keys: QuestionKeys,
  limits: SelectionLimits,
): Selection<OrderQuestion> {
  return selectSamples(
    analyses.flatMap((analysis, number) =>
      conflictingPairs(analysis).flatMap(({ earlier, later, locations }) => {
        const statuses = statusesOf(analysis, earlier, later);
        if (statuses === undefined) return [];
        const groups = new Set(locations.map((location) => keys.group(number, location)));
        const calls = [keys.call(number, earlier), keys.call(number, later)];
        const { scenario } = analysis.execution;
        return {
          key: JSON.stringify([calls, statuses, [...groups].sort()]),
          scenario: number,
          question: { scenario, earlier, later, statuses },
        };
      }),
    ),
    limits,
  );
}

/** Transactions that change a contended slot, distinct by hotspot, call, and whether there is less afterwards. */
export function selectAccumulators(
  analyses: readonly ScenarioAnalysis[],
  keys: QuestionKeys,
  limits: SelectionLimits,
): Selection<AccumulatorQuestion> {
  return selectSamples(
    analyses.flatMap((analysis, number) => {
      const written = writtenLocations(analysis);
      return analysis.contended.flatMap((contended): Candidate<AccumulatorQuestion>[] => {
        const { location } = contended;
        if (contended.class !== "storage") return [];
        const parties = [...new Set([...contended.earlier, ...contended.later])];
        const callOf = (transaction: number) => keys.call(number, transaction);
        const { scenario } = analysis.execution;
        const writers = parties
          .filter((transaction) => written[transaction]?.has(location))
          .sort((a, b) => a - b);
        const changing = writers.map((transaction) => {
          const isLess = isLowered(resultOf(analysis, transaction), location);
          const key = JSON.stringify([keys.group(number, location), callOf(transaction), isLess]);
          return { key, scenario: number, question: { scenario, transaction, location } };
        });
        // A mean of the same is written again, and stays what it was.
        const keeping = parties
          .filter((transaction) => keepsWhatItWrites(resultOf(analysis, transaction), location))
          .sort((a, b) => a - b)
          .flatMap((transaction) => {
            const alike = changing.find(
              ({ question }) => callOf(question.transaction) === callOf(transaction),
            );
            if (alike === undefined) return [];
            const changedBy = alike.question.transaction;
            return [{ ...alike, question: { scenario, transaction, location, changedBy } }];
          });
        return [...changing, ...keeping];
      });
    }),
    limits,
  );
}

/**
 * Transactions that read a contended slot which their function was not seen to change, distinct by hotspot and call.
 * Of the first `shown` analyses, and of the others where they are at hotspots of these.
 */
export function selectReaders(
  analyses: readonly ScenarioAnalysis[],
  shown: number,
  keys: QuestionKeys,
  limits: SelectionLimits,
): Selection<AccumulatorQuestion> {
  const changing = new Set<string>();
  const hotspots = new Set<string>();
  const reading = analyses.flatMap((analysis, number) => {
    const written = writtenLocations(analysis);
    return analysis.contended.flatMap((contended): Candidate<AccumulatorQuestion>[] => {
      const { location } = contended;
      if (contended.class !== "storage") return [];
      const group = keys.group(number, location);
      if (number < shown) hotspots.add(group);
      if (!hotspots.has(group)) return [];
      const parties = [...new Set([...contended.earlier, ...contended.later])].sort(
        (a, b) => a - b,
      );
      const keyOf = (transaction: number) =>
        JSON.stringify([group, keys.call(number, transaction)]);
      const isWriter = (transaction: number) =>
        written[transaction]?.has(location) === true ||
        keepsWhatItWrites(resultOf(analysis, transaction), location);
      const writers = parties.filter(isWriter);
      for (const writer of writers) changing.add(keyOf(writer));
      const [changedBy] = writers;
      const { scenario } = analysis.execution;
      return parties
        .filter((transaction) => !isWriter(transaction))
        .map((transaction) => ({
          key: keyOf(transaction),
          scenario: number,
          question: {
            scenario,
            transaction,
            location,
            onlyReads: true,
            ...(changedBy === undefined ? {} : { changedBy }),
          },
        }));
    });
  });
  return selectSamples(
    reading.filter(({ key }) => !changing.has(key)),
    limits,
  );
}

/**
 * Pairs that succeed and meet at a slot of several fields, distinct by hotspot, both calls, and whether they change the same bytes. A slot of
 * which nothing is known is taken for one if the two change different bytes of it.
 */
export function selectSharings(
  analyses: readonly ScenarioAnalysis[],
  keys: QuestionKeys & {
    readonly packing: (scenario: number, location: LocationKey) => Packing;
  },
  limits: SelectionLimits,
): Selection<SharingQuestion> {
  return selectSamples(
    analyses.flatMap((analysis, number) =>
      conflictingPairs(analysis).flatMap(({ earlier, later, locations }) => {
        const statuses = statusesOf(analysis, earlier, later);
        if (statuses?.includes(0) !== false) return [];
        const slots = locations.filter((location) => location.startsWith("storage:"));
        return slots.flatMap((location): Candidate<SharingQuestion>[] => {
          const packing = keys.packing(number, location);
          if (packing.kind === "single") return [];
          if (packing.kind === "unknown" && !changesApart(analysis, earlier, later, location)) {
            return [];
          }
          const fields = packing.kind === "packed" ? { fields: packing.fields } : {};
          const calls = [keys.call(number, earlier), keys.call(number, later)];
          const { scenario } = analysis.execution;
          // One function may change this field or that one, by the path that it takes.
          const areApart = changesApart(analysis, earlier, later, location);
          return [
            {
              key: JSON.stringify([keys.group(number, location), calls, areApart]),
              scenario: number,
              question: { scenario, earlier, later, location, ...fields },
            },
          ];
        });
      }),
    ),
    limits,
  );
}

interface ConflictingPair {
  readonly earlier: number;
  readonly later: number;
  readonly locations: readonly LocationKey[];
}

/** Of the listed conflicts; in their order. */
function conflictingPairs({ conflicts, execution }: ScenarioAnalysis): ConflictingPair[] {
  const pairs = new Map<string, ConflictingPair & { locations: LocationKey[] }>();
  const senderOf = (index: number) => transactionAt(execution.scenario, index).fields.from;
  for (const conflict of conflicts) {
    const { earlier, later } = conflict;
    if (conflict.kind === "sender" || senderOf(earlier) === senderOf(later)) continue;
    const key = `${earlier} ${later}`;
    const pair = pairs.get(key) ?? { earlier, later, locations: [] };
    pair.locations.push(conflict.location);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

function statusesOf(
  analysis: ScenarioAnalysis,
  earlier: number,
  later: number,
): readonly [0 | 1, 0 | 1] | undefined {
  const [a, b] = [resultOf(analysis, earlier), resultOf(analysis, later)];
  return a && b && [a.outcome.status, b.outcome.status];
}

function resultOf({ execution }: ScenarioAnalysis, index: number): TransactionResult | undefined {
  return execution.transactions[index]?.result;
}

function writtenLocations({ execution }: ScenarioAnalysis): ReadonlySet<LocationKey>[] {
  return execution.transactions.map(
    ({ result }) => new Set(result?.accesses.writes.map(({ location }) => location)),
  );
}

function keepsWhatItWrites(result: TransactionResult | undefined, location: LocationKey): boolean {
  return result?.accesses.netZeroWrites?.includes(location) === true;
}

function changesApart(
  analysis: ScenarioAnalysis,
  earlier: number,
  later: number,
  location: LocationKey,
): boolean {
  const [a, b] = [earlier, later].map((index) =>
    changedBytesOf(resultOf(analysis, index), location),
  );
  return ((a ?? 0n) & (b ?? 0n)) === 0n;
}

function isLowered(result: TransactionResult | undefined, location: LocationKey): boolean {
  const [before, after] = changeAt(result, location);
  return after < before;
}

function changedBytesOf(result: TransactionResult | undefined, location: LocationKey): bigint {
  return changedBytes(...changeAt(result, location));
}
