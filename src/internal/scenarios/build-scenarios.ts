import type { Hex } from "../model/location.ts";
import type { RecordingRecord, TransactionRecord } from "../model/recording.ts";
import type { Scenario, SuiteScenarioKind } from "../model/scenario.ts";
import { cutIntoGroups, type Group } from "./cut-into-groups.ts";
import { type RecordedConnection, readConnections } from "./read-connections.ts";
import { toScenario } from "./to-scenario.ts";

export interface BuiltScenarios {
  /** Kinds `block`, `batch` and `test`, in report order, then `setup`. */
  readonly scenarios: readonly Scenario[];
  /** What each scenario's transactions are made of, in its order. */
  readonly recordsOf: ReadonlyMap<Scenario, readonly TransactionRecord[]>;
  /** Transactions that cannot be run again and so are in no scenario. */
  readonly unrunnable: readonly UnrunnableTransaction[];
}

export interface UnrunnableTransaction {
  /** As in the scenarios' transactions. */
  readonly id: number;
  readonly hash: Hex;
  readonly title: string;
  readonly setup: boolean;
  readonly reason: string;
}

/**
 * Makes scenarios of recordings, one list of records a file. Their order and ids depend on the
 * suite only, not on which process ran which test file: they are sorted by test file, then by the
 * order within it.
 */
export function buildScenarios(
  files: readonly (readonly RecordingRecord[])[],
  kinds: readonly SuiteScenarioKind[],
): BuiltScenarios {
  const connections = files.flatMap(readConnections);
  const ids = numberTransactions(connections);
  const groups = connections.flatMap((connection) => cutIntoGroups(connection, kinds));
  const counters: Record<Group["kind"], number> = { block: 0, batch: 0, test: 0, setup: 0 };
  const recordsOf = new Map<Scenario, readonly TransactionRecord[]>();
  for (const group of groups.sort(inReportOrder)) {
    const scenario = toScenario(group, `${group.kind}-${++counters[group.kind]}`, ids);
    recordsOf.set(scenario, group.transactions);
  }
  const scenarios = [...recordsOf.keys()];
  return { scenarios, recordsOf, unrunnable: unrunnable(connections, ids) };
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
): UnrunnableTransaction[] {
  const found: UnrunnableTransaction[] = [];
  for (const { record, test, unrunnable: reason } of connections.flatMap(({ events }) => events)) {
    if (record.kind !== "transaction" || reason === undefined) continue;
    found.push({
      id: ids.get(record) ?? -1,
      hash: record.hash,
      title: test?.title ?? "set-up",
      setup: record.phase === "setup",
      reason,
    });
  }
  return found;
}

const KIND_ORDER: readonly Group["kind"][] = ["block", "batch", "test", "setup"];

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
