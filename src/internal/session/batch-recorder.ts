import type { Hex } from "../model/location.ts";
import type { RecordedBatch, RecordingRecord } from "../model/recording.ts";

/** Keeps what one connection records of a batch of the test API, one batch at a time. */
export class BatchRecorder {
  readonly #connection: RecordingRecord;
  readonly #nextId: () => number;
  #sending: RecordedBatch | undefined;
  #kept: RecordingRecord[] | undefined;
  #codes = new Map<number, Hex>();

  /** @param nextId Unique within the file of the recording. */
  constructor(connection: RecordingRecord, nextId: () => number) {
    this.#connection = connection;
    this.#nextId = nextId;
  }

  /** What is being sent right now is part of. */
  get sending(): RecordedBatch | undefined {
    return this.#sending;
  }

  /** Undefined while there is another one. */
  begin(title: string): RecordedBatch | undefined {
    if (this.#kept !== undefined) return undefined;
    this.#sending = { id: this.#nextId(), title };
    this.#kept = [];
    return this.#sending;
  }

  /** All of it was sent. */
  sent(): void {
    this.#sending = undefined;
  }

  add(record: RecordingRecord): void {
    if (this.#kept === undefined) return;
    if (record.kind === "block" || record.kind === "transaction") this.#kept.push(record);
  }

  addCode(id: number, code: Hex): void {
    if (this.#kept !== undefined) this.#codes.set(id, code);
  }

  /** The records of the batch, as a recording of its own. */
  end({ id }: RecordedBatch): RecordingRecord[] {
    this.sent();
    const codes = [...this.#codes].map(([id, code]): RecordingRecord => ({
      kind: "code",
      id,
      code,
    }));
    const kept = (this.#kept ?? []).filter(
      (record) => record.kind !== "transaction" || record.batch?.id === id,
    );
    this.#kept = undefined;
    this.#codes = new Map();
    return [this.#connection, ...codes, ...kept];
  }
}
