import type { ExpectedPair, ExpectedTables, FunctionPairName } from "./expected-tables.ts";
import type { FoundPair, FoundTables } from "./found-tables.ts";
import { expectedHotspots } from "./check-hotspots.ts";
import { functionIn } from "./function-in.ts";
import type { TableCheck, TableDifference } from "./table-check.ts";
import { variableOf, variablesIn } from "./variables-in.ts";

/** Pairs of functions that meet, and where; all others never do. */
export function checkMatrix(expected: ExpectedTables, report: FoundTables): TableCheck {
  const found = new Map(report.functions.map((pair) => [describeEntry(pair), pair]));
  const differences: TableDifference[] = [];
  let right = 0;
  for (const pair of expected.matrix ?? []) {
    const entry = entryOf(pair);
    const difference = differenceOf(pair, entry, found.get(entry), slotsOf(pair, expected));
    found.delete(entry);
    if (difference === undefined) right++;
    else differences.push(difference);
  }
  const naming = new Set((expected.namingTheOther ?? []).map(entryOf));
  for (const [entry, pair] of found) {
    const { verdict } = pair;
    if (verdict === "never" || (verdict === "same argument" && naming.has(entry))) continue;
    differences.push({ kind: "surplus", entry, found: describeFound(pair) });
  }
  return { right, differences };
}

function differenceOf(
  { verdict, variables, alsoVariables = [] }: ExpectedPair,
  entry: string,
  found: FoundPair | undefined,
  slots: readonly (readonly string[])[],
): TableDifference | undefined {
  const expected = `${verdict} at ${variables.join(", ")}`;
  if (found === undefined) return { kind: "missing", entry, expected };
  // Of variables that share a slot any will do.
  const sameSlot = (variable: string) =>
    slots.find((slot) => slot.includes(variable)) ?? [variable];
  const wanted = variables.map(sameSlot);
  const allowed = [...variables, ...alsoVariables].flatMap(sameSlot);
  const met = found.paths.map(variablesIn);
  const meet = (some: readonly string[], others: readonly string[]) =>
    some.some((one) => others.includes(one));
  const right =
    found.verdict === verdict &&
    wanted.every((slot) => met.some((place) => meet(place, slot))) &&
    met.every((place) => meet(place, allowed));
  if (right) return undefined;
  return {
    kind: "wrong",
    entry,
    expected,
    found: describeFound(found),
  };
}

/** Which variables of the contract share a slot, as far as the hotspots tell. */
function slotsOf({ contract }: ExpectedPair, expected: ExpectedTables): string[][] {
  return expectedHotspots(expected)
    .filter((hotspot) => hotspot.contract === contract)
    .map(({ packed = [] }) => packed.map(variableOf));
}

function describeFound({ verdict, paths }: FoundPair): string {
  return `${verdict} at ${[...new Set(paths.flatMap(variablesIn))].sort().join(", ")}`;
}

function entryOf({ contract, a, b }: FunctionPairName): string {
  return describeEntry({ contract, a: functionIn(contract, a), b: functionIn(contract, b) });
}

function describeEntry({ contract, a, b }: FunctionPairName): string {
  return `${a} x ${b} of ${contract}`;
}
