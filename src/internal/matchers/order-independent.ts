import type { ParallelRun } from "../model/parallel-run.ts";
import type { ReportOrder } from "../model/report.ts";

import { certain, type Check, impossible } from "./check.ts";

/** Whatever order the transactions come in, they come to the same outcomes and the same state. */
export function orderIndependent({ orders, transactions }: ParallelRun): Check {
  const dependent = orders.filter(({ verdict }) => verdict.startsWith("different"));
  const unknown = orders.filter(({ verdict }) => verdict === "unknown");
  if (dependent.length === 0 && unknown.length > 0) {
    return impossible(
      `whether the order of ${transactions.length} transactions matters is not known:\n${describe(unknown)}`,
    );
  }
  return certain(
    dependent.length === 0,
    `expected the order of ${transactions.length} transactions not to matter, but it does:\n${describe(dependent)}`,
    `expected the order of ${transactions.length} transactions to matter, but every order that was tried comes to the same`,
  );
}

function describe(orders: readonly ReportOrder[]): string {
  return orders
    .map(({ a, b, verdict, paths, details }) => {
      const at = paths.length === 0 ? "" : ` at ${paths.join(", ")}`;
      return `  ${a} and ${b}${at}: ${verdict}${details.length === 0 ? "" : ` (${details.join("; ")})`}`;
    })
    .join("\n");
}
