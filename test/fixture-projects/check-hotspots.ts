import type { ExpectedAbsence, ExpectedHotspot, ExpectedTables } from "./expected-tables.ts";
import type { FoundHotspot, FoundTables } from "./found-tables.ts";
import type { TableCheck, TableDifference } from "./table-check.ts";

/** Those of the tests and those of the crowds: all that are expected, and no others. */
export function checkHotspots(expected: ExpectedTables, report: FoundTables): TableCheck {
  const entries = expectedHotspots(expected);
  const differences: TableDifference[] = [];
  const met = new Set<FoundHotspot>();
  let right = 0;
  for (const entry of entries) {
    const found = report.hotspots.find((one) => isHotspot(one, entry));
    if (found !== undefined) met.add(found);
    const functions = entry.functions.join(", ");
    if (found === undefined) {
      if (entry.optional !== true) {
        differences.push({ kind: "missing", entry: describeEntry(entry), expected: functions });
      }
    } else if (found.functions.join(", ") !== functions) {
      differences.push({
        kind: "wrong",
        entry: describeEntry(entry),
        expected: functions,
        found: found.functions.join(", "),
      });
    } else right++;
  }
  const surplus = report.hotspots
    .filter((one) => !met.has(one) && !entries.some((entry) => isOptional(one, entry)))
    .map((one) => surplusHotspot(one));
  return { right, differences: [...differences, ...surplus] };
}

/** What the tests use and nobody meets at. */
export function checkAbsent(expected: ExpectedTables, report: FoundTables): TableCheck {
  const reported = report.hotspots.filter((found) =>
    expected.mustNotReport.some((entry) => isUnwanted(found, entry)),
  );
  const right = expected.mustNotReport.filter(
    (entry) => !report.hotspots.some((found) => isUnwanted(found, entry)),
  ).length;
  return { right, differences: reported.map(surplusHotspot) };
}

export function expectedHotspots({
  hotspots,
  crowdHotspots = [],
}: ExpectedTables): ExpectedHotspot[] {
  return [...hotspots, ...crowdHotspots];
}

export function isHotspot(found: FoundHotspot, expected: ExpectedHotspot): boolean {
  if (found.contract !== expected.contract) return false;
  if (found.class !== (expected.class ?? "storage")) return false;
  if (found.class !== "storage") return found.variable === expected.variable;
  const paths = [expected.path, ...(expected.alsoPaths ?? []), ...(expected.packed ?? [])];
  return found.path.split(", ").some((path) => paths.includes(path));
}

/** Of what may be found or not, any path of the variable will do. */
function isOptional(found: FoundHotspot, expected: ExpectedHotspot): boolean {
  return (
    expected.optional === true &&
    found.contract === expected.contract &&
    found.class === (expected.class ?? "storage") &&
    found.variable === expected.variable
  );
}

function isUnwanted(found: FoundHotspot, entry: ExpectedAbsence): boolean {
  if (found.contract !== entry.contract || found.class !== (entry.class ?? "storage")) return false;
  if (entry.slot !== undefined) return found.slot === entry.slot;
  const has = (names: string, name: string) => names.split(", ").includes(name);
  return (
    has(found.variable ?? "", entry.variable) &&
    (entry.path === undefined || has(found.path, entry.path))
  );
}

function surplusHotspot({ class: kind, contract, path, functions }: FoundHotspot): TableDifference {
  return {
    kind: "surplus",
    entry: describeEntry({ class: kind, contract: contract ?? "no contract", path }),
    found: functions.join(", "),
  };
}

function describeEntry({
  class: kind = "storage",
  contract,
  path,
}: Pick<ExpectedHotspot, "class" | "contract" | "path">): string {
  return `${kind} ${contract} ${path}`;
}
