import type { RecordingRecord } from "../model/recording.ts";
import { SharedStrings } from "../primitives/shared-strings.ts";
import { endAfter, type EndOfRecording } from "./end-of-recording.ts";
import { narrowRecord } from "./narrow-record.ts";

/** Problems of one file that are named one by one; the rest are counted. */
const NAMED_PROBLEMS = 3;

/** Narrows the lines of one recording, in their order. Never throws: lines that cannot be read are noted. */
export class RecordingParser {
  readonly #name: string;
  readonly #records: RecordingRecord[] = [];
  readonly #problems: string[] = [];
  readonly #strings = new SharedStrings();
  #lines = 0;
  #end: EndOfRecording = "missing";

  constructor(name: string) {
    this.#name = name;
  }

  /** What the line says; undefined where it says nothing that can be read. */
  add(line: string): RecordingRecord | undefined {
    this.#lines += 1;
    if (line.trim() === "") return undefined;
    try {
      const record = narrowRecord(line);
      this.#strings.shareIn(record);
      this.#records.push(record);
      this.#end = endAfter(record, this.#end);
      return record;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#problems.push(`${this.#name}:${this.#lines}: ${reason}`);
      return undefined;
    }
  }

  get end(): EndOfRecording {
    return this.#end;
  }

  /** All so far, and as notes at the end what could not be read. */
  records(): RecordingRecord[] {
    return [...this.#records, ...this.#notes()];
  }

  #notes(): RecordingRecord[] {
    const named = this.#problems
      .slice(0, NAMED_PROBLEMS)
      .map((problem) => `A line of the recording was skipped: ${problem}`);
    const more = this.#problems.length - named.length;
    if (more > 0) named.push(`${more} more lines of the recording ${this.#name} were skipped.`);
    return named.map((message) => ({ kind: "note", message }));
  }
}
