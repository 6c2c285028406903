import type { ExpectedOrder, ExpectedTables, FunctionPairName } from "./expected-tables.ts";
import type { FoundTables } from "./found-tables.ts";
import { functionIn } from "./function-in.ts";
import type { TableCheck, TableDifference } from "./table-check.ts";

/**
 * What comes of the two orders of each pair that meets; no others, but for pairs that need not meet: if they
 * do, their order is tried.
 */
export function checkOrders(expected: ExpectedTables, report: FoundTables): TableCheck {
  const found = new Map(report.orders.map((order) => [`${order.a} x ${order.b}`, order.verdict]));
  const differences: TableDifference[] = [];
  let right = 0;
  for (const order of expected.orders ?? []) {
    const { verdict, inOneBlock, optional } = order;
    const entry = entryOf(order);
    const is = found.get(entry);
    found.delete(entry);
    if (is === undefined) {
      if (optional !== true) differences.push({ kind: "missing", entry, expected: verdict });
      // Calls that no test makes together get one block; which of both it was is not in the report.
    } else if (is === verdict || is === inOneBlock) right++;
    else differences.push({ kind: "wrong", entry, expected: verdict, found: is });
  }
  const naming = new Set((expected.namingTheOther ?? []).map(entryOf));
  for (const [entry, is] of found) {
    if (!naming.has(entry)) differences.push({ kind: "surplus", entry, found: is });
  }
  return { right, differences };
}

/** Reports name the first in the alphabet first, with the names of the contracts. */
function entryOf({
  contract,
  a,
  b,
  contractOfB = contract,
}: FunctionPairName & Pick<ExpectedOrder, "contractOfB">): string {
  return [functionIn(contract, a), functionIn(contractOfB, b)].sort().join(" x ");
}
