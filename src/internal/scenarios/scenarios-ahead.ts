import type { RecordingRecord, TransactionRecord } from "../model/recording.ts";
import type { Scenario, SuiteScenarioKind } from "../model/scenario.ts";
import { cutIntoGroups } from "./cut-into-groups.ts";
import { ConnectionReader, type RecordedEvent, withFiles } from "./read-connections.ts";
import { toScenario } from "./to-scenario.ts";

/** A scenario of a recording that is not complete yet. It has no number, nor have its transactions. */
export interface AheadScenario {
  readonly scenario: Scenario;
  readonly records: readonly TransactionRecord[];
}

/**
 * The scenarios of one recording file while it is written, each as soon as nothing that comes is likely to change it.
 * Nearly all are made of the same records as what `buildScenarios` makes in the end, which alone counts.
 */
export class ScenariosAhead {
  readonly #kinds: readonly SuiteScenarioKind[];
  readonly #reader = new ConnectionReader();
  readonly #touched = new Set<number>();
  #position = 0;

  constructor(kinds: readonly SuiteScenarioKind[]) {
    this.#kinds = kinds;
  }

  add(record: RecordingRecord): void {
    this.#reader.add(record, this.#position++);
    if (record.kind === "boundary" || record.kind === "transaction") {
      this.#touched.add(record.connection);
    }
  }

  /** Those that were completed since it was asked last. */
  take(): AheadScenario[] {
    const found: AheadScenario[] = [];
    for (const id of this.#touched) {
      const connection = this.#reader.connections.get(id);
      if (connection === undefined) continue;
      const events = connection.events.splice(0, completeEvents(connection.events));
      for (const group of cutIntoGroups(withFiles({ ...connection, events }), this.#kinds)) {
        const records = group.transactions;
        found.push({ scenario: toScenario(group, "ahead", new Map()), records });
      }
    }
    this.#touched.clear();
    return found;
  }
}

/** How many events are before the last place at which scenarios end: a revert or an edit of the state, or another test. */
function completeEvents(events: readonly RecordedEvent[]): number {
  let next: TransactionRecord | undefined;
  for (let i = events.length - 1; i >= 0; i--) {
    const record = events[i]?.record;
    if (record === undefined) continue;
    if (record.kind === "boundary") {
      if (record.reason !== "snapshot") return i + 1;
      continue;
    }
    if (next !== undefined && isOfAnother(record, next)) return i + 1;
    next = record;
  }
  return 0;
}

function isOfAnother(record: TransactionRecord, next: TransactionRecord): boolean {
  const isSure = record.test !== undefined && next.test !== undefined;
  return isSure && record.test !== next.test && record.blockHash !== next.blockHash;
}
