import type { ExpectedTables } from "./expected-tables.ts";
import type { FoundTables } from "./found-tables.ts";
import { functionIn } from "./function-in.ts";
import type { TableCheck, TableDifference } from "./table-check.ts";

/** Functions that others cannot call, and why: all that are expected, and no others. */
export function checkNotForCrowds(expected: ExpectedTables, report: FoundTables): TableCheck {
  const found = causesOf(report);
  const differences: TableDifference[] = [];
  let right = 0;
  for (const { contract, function: name, cause, optional, recordedIn } of expected.notForCrowds ??
    []) {
    const entry = describeEntry(contract, functionIn(contract, name));
    const causes = found.get(entry)?.join(", ");
    found.delete(entry);
    if (causes === undefined) {
      // Whoever makes only what the tests themselves call need not see those.
      if (optional === true || recordedIn === "set-up") continue;
      differences.push({ kind: "missing", entry, expected: cause });
    } else if (causes === cause) right++;
    else differences.push({ kind: "wrong", entry, expected: cause, found: causes });
  }
  for (const [entry, causes] of found) {
    differences.push({ kind: "surplus", entry, found: causes.join(", ") });
  }
  return { right, differences };
}

/** A function can have several, on different paths through it. */
function causesOf({ crowds }: FoundTables): Map<string, string[]> {
  const causes = new Map<string, string[]>();
  for (const { contract, function: name, cause } of crowds?.notForCrowds ?? []) {
    const entry = describeEntry(contract ?? "no contract", name);
    causes.set(entry, [...(causes.get(entry) ?? []), cause]);
  }
  return causes;
}

function describeEntry(contract: string, name: string): string {
  return `${name} of ${contract}`;
}
