import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

import type { RecordingRecord } from "../model/recording.ts";
import { runOfFile } from "./recording-file.ts";
import { RecordingParser } from "./recording-parser.ts";

/** Read at once, in bytes. */
const PART = 1 << 20;
/** For all that is read, one part after the other. */
const PART_READ = Buffer.allocUnsafeSlow(PART);
const LINE_FEED = 0x0a;

interface Followed {
  readonly parser: RecordingParser;
  offset: number;
  /** The begin of a line whose end is not written yet. */
  rest: Buffer;
}

/** Reads the recordings of a run while they are written. Never throws: a file that cannot be read has nothing new. */
export class RecordingFollower {
  readonly #folder: string;
  readonly #run: string;
  readonly #files = new Map<string, Followed>();

  constructor(folder: string, run: string) {
    this.#folder = folder;
    this.#run = run;
  }

  /** The records that came since it was asked last, a file after the other. */
  read(onRecord: (file: string, record: RecordingRecord) => void): void {
    for (const name of this.#names()) {
      const file = this.#fileOf(name);
      for (const line of newLines(join(this.#folder, name), file)) {
        const record = file.parser.add(line);
        if (record !== undefined) onRecord(name, record);
      }
    }
  }

  /** All of the run: as `readRecordings` gives them, and the same objects that `read` gave. */
  recordings(): Map<string, RecordingRecord[]> {
    const all = new Map<string, RecordingRecord[]>();
    for (const [name, file] of [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      // Whoever wrote it is gone.
      if (file.rest.length > 0) file.parser.add(file.rest.toString("utf8"));
      file.rest = Buffer.alloc(0);
      all.set(name, file.parser.records());
    }
    return all;
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder).filter((name) => runOfFile(name) === this.#run);
    } catch {
      return [];
    }
  }

  #fileOf(name: string): Followed {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const file = { parser: new RecordingParser(name), offset: 0, rest: Buffer.alloc(0) };
    this.#files.set(name, file);
    return file;
  }
}

function* newLines(path: string, file: Followed): Generator<string> {
  for (;;) {
    const part = readPart(path, file.offset);
    if (part.length === 0) return;
    file.offset += part.length;
    const bytes = file.rest.length === 0 ? part : Buffer.concat([file.rest, part]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.toString("utf8", start, end);
      start = end + 1;
    }
    file.rest = Buffer.from(bytes.subarray(start));
  }
}

function readPart(path: string, offset: number): Buffer {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    return PART_READ.subarray(0, readSync(file, PART_READ, 0, PART, offset));
  } catch {
    return Buffer.alloc(0);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
