import { withoutKeys } from "../../src/internal/model/path-keys.ts";
import type { ExpectedAccumulator, ExpectedTables } from "./expected-tables.ts";
import type { FoundAccumulator, FoundHotspot, FoundTables } from "./found-tables.ts";
import { functionIn } from "./function-in.ts";
import type { TableCheck, TableDifference } from "./table-check.ts";
import { variableOf } from "./variables-in.ts";

/** Where a value can flow to that the tables speak of; the return value goes with the log or the storage. */
const KINDS: readonly string[] = ["balance", "log", "status", "storage"];

/** Whether values at hotspots only pass through the functions that change them, and if not, where they go. */
export function checkAccumulators(expected: ExpectedTables, report: FoundTables): TableCheck {
  const differences: TableDifference[] = [];
  let right = 0;
  for (const entry of expected.accumulators ?? []) {
    const found = accumulatorsOf(entry, report);
    if (isRight(entry, found)) right++;
    else if (found.length > 0) {
      differences.push({
        kind: "wrong",
        entry: describeEntry(entry),
        expected: describeExpected(entry),
        found: describeFound(found),
      });
    } else if (entry.optional !== true) {
      const expectation = describeExpected(entry);
      differences.push({ kind: "missing", entry: describeEntry(entry), expected: expectation });
    }
  }
  return { right, differences: [...differences, ...surplusOf(expected, report)] };
}

/**
 * What users may call and change and no entry speaks of. Of a slot of several fields the table need not have all
 * that a function changes.
 */
function surplusOf(expected: ExpectedTables, { hotspots }: FoundTables): TableDifference[] {
  const uncalled = (expected.notForCrowds ?? []).map((one) =>
    functionIn(one.contract, one.function),
  );
  return hotspots.flatMap((hotspot) =>
    hotspot.accumulators
      .filter((one) => !uncalled.includes(one.function) && one.onlyReads !== true)
      .filter((one) => !(expected.accumulators ?? []).some((entry) => isOf(entry, one, hotspot)))
      .map((one): TableDifference => {
        const entry = `${hotspot.path} of ${hotspot.contract ?? "no contract"} in ${one.function}`;
        return { kind: "surplus", entry, found: describeVerdict(one.verdict, one.into) };
      }),
  );
}

function isOf(
  entry: ExpectedAccumulator,
  { function: name }: FoundAccumulator,
  { contract, path, packed }: FoundHotspot,
): boolean {
  return (
    entry.contract === contract &&
    functionIn(entry.functionOf ?? contract, entry.function) === name &&
    [...path.split(", "), ...packed].some((one) => names(entry, one))
  );
}

/** Of the same variable, or where it says so the same part of it, in the same function; of all keys, in all tests. */
function accumulatorsOf(entry: ExpectedAccumulator, { hotspots }: FoundTables): FoundAccumulator[] {
  const { contract, functionOf = contract } = entry;
  const name = functionIn(functionOf, entry.function);
  return hotspots
    .filter((hotspot) => hotspot.contract === contract)
    .flatMap((hotspot) =>
      hotspot.accumulators.filter(
        (one) => one.function === name && fieldsOf(one, hotspot).some((path) => names(entry, path)),
      ),
    );
}

/** Where the function changes none of its fields, all of the slot. */
function fieldsOf({ field }: FoundAccumulator, { path }: FoundHotspot): string[] {
  return field === null ? path.split(", ") : [field];
}

function names({ variable, path }: ExpectedAccumulator, found: string): boolean {
  // `pools[arg:pid].total` and `pools[3].total` are the same part of a variable.
  if (path !== undefined) return withoutKeys(found) === withoutKeys(path);
  return variableOf(found) === variable;
}

function isRight(entry: ExpectedAccumulator, found: readonly FoundAccumulator[]): boolean {
  const also = entry.alsoInto ?? [];
  const into = new Set(found.flatMap((one) => one.into).filter((kind) => KINDS.includes(kind)));
  // Who reads it and makes nothing of it leaves there what others add.
  const verdicts = found.map(({ verdict, onlyReads }) =>
    verdict === "read-only" && onlyReads === true ? "commutative" : verdict,
  );
  const wanted = verdictOf(entry);
  if (!verdicts.includes(wanted)) {
    // Only what an extreme value shows.
    return also.length > 0 && into.size > 0 && [...into].every((kind) => also.includes(kind));
  }
  if (wanted !== "flows") {
    return (
      verdicts.every((verdict) => verdict === wanted || verdict === "flows") &&
      [...into].every((kind) => also.includes(kind))
    );
  }
  const modest = entry.into ?? [];
  return (
    modest.every((kind) => into.has(kind)) &&
    [...into].every((kind) => modest.includes(kind) || also.includes(kind))
  );
}

/** A value that flows into nothing is lost. */
function verdictOf({ verdict, into = [] }: ExpectedAccumulator): FoundAccumulator["verdict"] {
  return verdict === "flows" && into.length === 0 ? "overwritten" : verdict;
}

function describeEntry(entry: ExpectedAccumulator): string {
  const { contract, variable, path = variable, functionOf = contract } = entry;
  return `${path} of ${contract} in ${functionIn(functionOf, entry.function)}`;
}

function describeExpected(entry: ExpectedAccumulator): string {
  return describeVerdict(verdictOf(entry), entry.into ?? []);
}

function describeFound(found: readonly FoundAccumulator[]): string {
  const all = found.map(({ verdict, into }) => describeVerdict(verdict, into));
  return [...new Set(all)].sort().join("; ");
}

function describeVerdict(verdict: string, into: readonly string[]): string {
  return into.length === 0 ? verdict : `${verdict} into ${into.join(", ")}`;
}
