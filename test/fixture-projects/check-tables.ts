import { checkAccumulators } from "./check-accumulators.ts";
import { checkAbsent, checkHotspots } from "./check-hotspots.ts";
import { checkMatrix } from "./check-matrix.ts";
import { checkNotForCrowds } from "./check-not-for-crowds.ts";
import { checkOrders } from "./check-orders.ts";
import type { ExpectedTables } from "./expected-tables.ts";
import type { FoundTables } from "./found-tables.ts";
import type { TableCheck } from "./table-check.ts";

export const TABLES = [
  "hotspots",
  "mustNotReport",
  "notForCrowds",
  "matrix",
  "orders",
  "accumulators",
] as const;

export type TableName = (typeof TABLES)[number];

const CHECKS: Readonly<
  Record<TableName, (expected: ExpectedTables, report: FoundTables) => TableCheck>
> = {
  hotspots: checkHotspots,
  mustNotReport: checkAbsent,
  notForCrowds: checkNotForCrowds,
  matrix: checkMatrix,
  orders: checkOrders,
  accumulators: checkAccumulators,
};

/** Of a project that has tables of crowds: one that nobody has written. Without any, there is nothing to be found. */
export function isLeftOut(table: TableName, expected: ExpectedTables): boolean {
  return expected.crowdHotspots !== undefined && expected[table] === undefined;
}

/** Compares one table of an `expected.json` with a report. */
export function checkTable(
  table: TableName,
  expected: ExpectedTables,
  report: FoundTables,
): TableCheck {
  return CHECKS[table](expected, report);
}
