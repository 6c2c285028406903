import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import type { ExpectedFinding, ExpectedFindings, ExpectedSilence } from "./expected-findings.ts";
import type { TableCheck, TableDifference } from "./table-check.ts";

export type FoundFinding = Pick<ReportFinding, "rule" | "contract" | "variable" | "functions">;

/** What two calls do to each other: told of pairs, not of variables, and in a table of its own. */
const OF_PAIRS = "order-decides-success";

/**
 * The advice that is expected, and no other: where the table wants silence, and where it says nothing, none may be.
 * `isRule`: whether there is a rule; what is expected of others is left out, with the variable that it is about.
 */
export function checkFindings(
  { findings: expected }: Pick<ExpectedFindings, "findings">,
  found: readonly FoundFinding[],
  isRule: (id: string) => boolean,
): TableCheck {
  const without = expected.filter(({ rule }) => !isRule(rule));
  const open = found.filter(
    (one) => one.rule !== OF_PAIRS && !without.some((entry) => isOf(one, entry)),
  );
  const differences: TableDifference[] = [];
  let right = 0;
  for (const entry of expected) {
    if (without.includes(entry)) continue;
    const own = open.filter((one) => isOf(one, entry));
    const difference = differenceAt(entry, own);
    if (difference === undefined) right++;
    else differences.push(difference);
  }
  const isTold = (one: FoundFinding) => expected.some((entry) => isOf(one, entry));
  for (const one of open.filter((finding) => !isTold(finding))) {
    const entry = `${one.variable ?? "no variable"} of ${one.contract ?? "no contract"}`;
    differences.push({ kind: "surplus", entry, found: one.rule });
  }
  return { right, differences };
}

function differenceAt(
  entry: ExpectedFinding,
  found: readonly FoundFinding[],
): TableDifference | undefined {
  const name = `${entry.variable} of ${entry.contract}`;
  const expected = describe(entry);
  if (found.length === 0) return { kind: "missing", entry: name, expected };
  // A variable of several slots may be told of each.
  const all = [...new Set(found.map(describe))].sort().join("; ");
  return all === expected ? undefined : { kind: "wrong", entry: name, expected, found: all };
}

function describe({ rule, functions }: Pick<ExpectedFinding, "rule" | "functions">): string {
  return `${rule} in ${[...functions].sort().join(", ")}`;
}

function isOf(found: FoundFinding, { contract, variable }: ExpectedSilence): boolean {
  // A balance and a nonce have no name in Solidity.
  const name = found.variable?.replace("address(this).", "");
  return found.contract === contract && name === variable;
}
