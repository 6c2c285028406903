import type { RecordingRecord, TransactionRecord } from "../model/recording.ts";
import type { Scenario, ScenarioKind } from "../model/scenario.ts";
import { cutIntoGroups, type Group } from "./cut-into-groups.ts";
import { type RecordedConnection, readConnections } from "./read-connections.ts";
import { toScenario } from "./to-scenario.ts";

export interface BuiltScenarios {
  /** Kinds `block` and `test`, in report order, then `setup`. */
  readonly scenarios: readonly Scenario[];
  /** Recorded transactions, each counted once. */
  readonly transactions: number;
  readonly setupTransactions: number;
  /** Transactions that cannot be run again, with the reason, one entry each. */
  readonly unrunnable: readonly { readonly id: number; readonly reason: string }[];
}

/**
 * Makes scenarios of recordings, one list of records a file. Their order and ids depend on the
 * suite only, not on which process ran which test file: they are sorted by test file, then by the
 * order within it.
 */
export function buildScenarios(
  files: readonly (readonly RecordingRecord[])[],
  kinds: readonly Exclude<ScenarioKind, "setup">[],
): BuiltScenarios {
  const connections = files.flatMap(readConnections);
  const ids = numberTransactions(connections);
  const groups = connections.flatMap((connection) => cutIntoGroups(connection, kinds));
  const counters = { block: 0, test: 0, setup: 0 };
  const scenarios = groups
    .sort(inReportOrder)
    .map((group) => toScenario(group, `${group.kind}-${++counters[group.kind]}`, ids));
  const inScenario = new Set(
    scenarios.flatMap(({ kind, transactions }) =>
      kind === "setup" ? [] : transactions.map(({ id }) => id),
    ),
  );
  return {
    scenarios,
    transactions: ids.size,
    setupTransactions: ids.size - inScenario.size,
    unrunnable: unrunnable(connections, ids),
  };
}

function numberTransactions(connections: readonly RecordedConnection[]) {
  const ids = new Map<TransactionRecord, number>();
  for (const { events } of connections) {
    for (const event of events) {
      if (event.record.kind === "transaction") ids.set(event.record, ids.size);
    }
  }
  return ids;
}

function unrunnable(
  connections: readonly RecordedConnection[],
  ids: ReadonlyMap<TransactionRecord, number>,
) {
  return connections.flatMap(({ events }) =>
    events.flatMap(({ record, unrunnable: reason }) =>
      record.kind === "transaction" && reason !== undefined
        ? [{ id: ids.get(record) ?? -1, reason }]
        : [],
    ),
  );
}

const KIND_ORDER: readonly ScenarioKind[] = ["block", "test", "setup"];

/** Set-up last; else by file, by place in the file, and a block before the test that mined it. */
function inReportOrder(a: Group, b: Group): number {
  return (
    Number(a.kind === "setup") - Number(b.kind === "setup") ||
    compare(a.file ?? "", b.file ?? "") ||
    a.position - b.position ||
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
