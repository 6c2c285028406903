import type {
  BlockRecord,
  BoundaryRecord,
  ConnectionRecord,
  RecordingRecord,
  TestRecord,
  TransactionRecord,
} from "../model/recording.ts";
import type { Hex } from "../model/location.ts";

/** One connection of a recording with what happened on it, in order. */
export interface RecordedConnection {
  readonly connection: ConnectionRecord;
  readonly events: readonly RecordedEvent[];
  readonly blocks: ReadonlyMap<Hex, BlockRecord>;
  readonly codes: ReadonlyMap<number, Hex>;
}

export interface RecordedEvent {
  readonly record: TransactionRecord | BoundaryRecord;
  /** Grows along the records of a file. */
  readonly position: number;
  readonly test: TestRecord | undefined;
  /** The test file; for what was sent outside of tests, the file of the next test on the connection. */
  readonly file: string | undefined;
  /** Why a transaction cannot be run again. */
  readonly unrunnable: string | undefined;
}

/** Sorts the records of one file by connection. Connections that were discarded, or never introduced, are left out. */
export function readConnections(records: readonly RecordingRecord[]): RecordedConnection[] {
  const reader = new ConnectionReader();
  for (const [position, record] of records.entries()) reader.add(record, position);
  return [...reader.connections.values()].map(withFiles);
}

/** Takes the records of one file in their order. */
export class ConnectionReader {
  /** Those that are open, by id. */
  readonly connections = new Map<number, OpenConnection>();
  readonly #codes = new Map<number, Hex>();
  readonly #tests = new Map<number, TestRecord>();

  add(record: RecordingRecord, position: number): void {
    switch (record.kind) {
      case "code":
        this.#codes.set(record.id, record.code);
        break;
      case "test":
        this.#tests.set(record.id, record);
        break;
      case "connection":
        this.connections.set(record.id, {
          connection: record,
          events: [],
          blocks: new Map(),
          codes: this.#codes,
        });
        break;
      case "block":
        this.connections.get(record.connection)?.blocks.set(record.hash, record);
        break;
      case "boundary":
        this.connections.get(record.connection)?.events.push(eventOf(record, position, undefined));
        break;
      case "transaction":
        this.connections
          .get(record.connection)
          ?.events.push(eventOf(record, position, this.#tests.get(record.test ?? -1)));
        break;
      case "discard":
        this.connections.delete(record.connection);
        break;
      case "header":
      case "call":
      case "note":
      case "end":
        break;
    }
  }
}

/** More may happen on it. */
export interface OpenConnection extends RecordedConnection {
  readonly events: RecordedEvent[];
  readonly blocks: Map<Hex, BlockRecord>;
}

function eventOf(
  record: TransactionRecord | BoundaryRecord,
  position: number,
  test: TestRecord | undefined,
): RecordedEvent {
  // A script is recorded as a test without a file.
  const file = test?.file === "" ? undefined : test?.file;
  return { record, position, test, file, unrunnable: undefined };
}

/** Before any test of a file, its modules and hooks run; so what has no test belongs to the next one. */
export function withFiles(connection: OpenConnection): RecordedConnection {
  let file = connection.events.findLast((event) => event.file !== undefined)?.file;
  const events = connection.events.toReversed().map((event) => {
    file = event.file ?? file;
    return { ...event, file, unrunnable: unrunnableReason(event.record, connection) };
  });
  return { ...connection, events: events.reverse() };
}

/** A damaged recording may lack what a transaction refers to. */
function unrunnableReason(
  record: TransactionRecord | BoundaryRecord,
  { blocks, codes }: OpenConnection,
): string | undefined {
  if (record.kind === "boundary") return undefined;
  if (record.witness === undefined) return record.witnessMissing ?? "its state was not recorded";
  if (!blocks.has(record.blockHash)) return "its block is missing in the recording";
  const accounts = Object.values(record.witness);
  const codesKnown = accounts.every(({ code }) => code === undefined || codes.has(code));
  return codesKnown ? undefined : "code that it runs is missing in the recording";
}
