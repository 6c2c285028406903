/**
 * How much of what the tool says of the fixture projects is right, and how much of what it should say it
 * says, by the tables written by hand: from the reports that the last test run has left.
 *
 *     npm run precision
 */
import { existsSync } from "node:fs";

import { type TableName, checkTable, isLeftOut } from "./fixture-projects/check-tables.ts";
import { readExpected } from "./fixture-projects/expected-tables.ts";
import { KNOWN_DIFFERENCES } from "./fixture-projects/known-differences.ts";
import { fixtureProjects, projectFile } from "./fixture-projects/project-file.ts";
import { REPORT_FILE, readReport } from "./fixture-projects/read-report.ts";
import { type Score, scoreOf, sumOfScores } from "./fixture-projects/score.ts";
import { type TableCheck, describeDifference } from "./fixture-projects/table-check.ts";

/** What must not be reported is no table of its own here: it would be a hotspot too many. */
const COLUMNS = ["hotspots", "matrix", "orders", "accumulators", "notForCrowds"] as const;
const NAME_WIDTH = 20;
const CELL_WIDTH = 19;

const projects = fixtureProjects();
const missing = projects.filter((project) => !existsSync(projectFile(project, REPORT_FILE)));
if (missing.length > 0) {
  console.error(`There is no report of: ${missing.join(", ")}. The tests make them:`);
  console.error("    npm run build && node --test test/fixture-projects.test.ts");
  process.exit(1);
}

console.log(
  "Precision (right of all that is reported) and recall (right of all that is expected).\n",
);
printRow("", COLUMNS);
const rows = projects.map((project) => {
  const scores = COLUMNS.map((table) => scoreOf(check(project, table)));
  printRow(project, scores.map(counts));
  return scores;
});
const sums = COLUMNS.map((_, column) => sumOfScores(rows.flatMap((row) => row[column] ?? [])));
console.log();
printRow("sum", sums.map(counts));
printRow("", sums.map(percentages));
const { right, reported, expected } = sumOfScores(sums);
console.log(
  `\nAll tables: precision ${right}/${reported} (${percentage(right, reported)}), ` +
    `recall ${right}/${expected} (${percentage(right, expected)}).`,
);
printDifferences();

function check(project: string, table: TableName): TableCheck {
  const expected = readExpected(project);
  if (isLeftOut(table, expected)) return { right: 0, differences: [] };
  return checkTable(table, expected, readReport(project));
}

function printRow(name: string, cells: readonly string[]): void {
  console.log(
    `${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(CELL_WIDTH)).join("")}`,
  );
}

function counts({ right, reported, expected }: Score): string {
  if (reported === 0 && expected === 0) return "-";
  return `${right}/${reported} ${right}/${expected}`;
}

function percentages({ right, reported, expected }: Score): string {
  return `${percentage(right, reported)} ${percentage(right, expected)}`;
}

function percentage(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)}%`;
}

/** All count, the known ones too. */
function printDifferences(): void {
  console.log("\nWhat differs:");
  for (const project of projects) {
    for (const table of COLUMNS) {
      for (const line of check(project, table).differences.map(describeDifference)) {
        const known = KNOWN_DIFFERENCES.some(
          (one) => one.project === project && one.table === table && one.difference === line,
        );
        console.log(`  ${project}, ${table}: ${line}${known ? " (known)" : ""}`);
      }
    }
  }
}
