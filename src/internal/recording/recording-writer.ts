import { hash } from "node:crypto";
import {
  accessSync,
  appendFileSync,
  constants,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { basename, join } from "node:path";

import type { Hex } from "../model/location.ts";
import { RECORDING_VERSION, type RecordingRecord } from "../model/recording.ts";

import { makeFolder } from "../primitives/make-folder.ts";
import { RecentMap } from "../primitives/recent-map.ts";

import { recordingFileName, runOfFile } from "./recording-file.ts";

/** Characters that are kept before they are written. */
const BUFFER_SIZE = 1_000_000;

/** Characters that are kept when they cannot be written; what comes after that is lost. */
const MEMORY_LIMIT = 256_000_000;

/** At most this much is lost when the process is killed, in milliseconds. */
const FLUSH_DELAY = 200;

/** Codes that are kept; of the largest that there may be, as text, these are 3 MB. */
const RECENT_CODES = 64;

export interface WriterOptions {
  /** Made on the first record. */
  readonly folder: string;
  readonly run: string;
  /** True in the process that began the run: the recordings of older runs are removed. */
  readonly removeOlder: boolean;
}

/** Lines of a recording that could not be written. */
export interface UnwrittenLines {
  /** Its name: they go on where it breaks off, if there is anything of it. */
  readonly file: string;
  readonly lines: readonly string[];
}

/**
 * Appends records to one file of its own. Never throws: when the folder cannot be written,
 * {@link RecordingWriter.failure} says why, and the records are kept in memory.
 */
export class RecordingWriter {
  readonly #options: WriterOptions;
  /** By digests, as the codes of a large suite would take much memory. */
  readonly #codeIds = new Map<string, number>();
  /** To make a digest of each transaction's codes would take longer than to write the transaction. */
  readonly #recentCodes = new RecentMap<Hex, number>(RECENT_CODES);
  #buffer: string[] = [];
  #buffered = 0;
  #file: string | undefined;
  /** Bytes of the file. */
  #written = 0;
  #timer: NodeJS.Timeout | undefined;
  #prepared = false;
  /** Nothing was written since its end was. */
  #ended = false;
  #failure: Error | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  write(record: RecordingRecord): void {
    if (this.#file === undefined) this.#open();
    this.#append(JSON.stringify(record));
    this.#ended = record.kind === "end";
    if (this.#buffered > BUFFER_SIZE) this.flush();
    else this.#flushSoon();
  }

  /** The id of a contract's code, which is written before its first use. */
  codeId(code: Hex): number {
    const recent = this.#recentCodes.get(code);
    if (recent !== undefined) return recent;
    const digest = hash("sha256", code, "base64");
    const known = this.#codeIds.get(digest);
    const id = known ?? this.#codeIds.size;
    this.#recentCodes.set(code, id);
    if (known !== undefined) return known;
    this.#codeIds.set(digest, id);
    this.write({ kind: "code", id, code });
    return id;
  }

  /** Writes what is buffered, synchronously, so that it may be called while the process exits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#file === undefined || this.#buffered === 0 || this.#failure !== undefined) return;
    const text = this.#buffer.join("");
    try {
      appendFileSync(this.#file, text);
      this.#written += Buffer.byteLength(text);
      this.#buffer = [];
      this.#buffered = 0;
    } catch (error) {
      this.#fail(error);
      this.#dropWritten(this.#file);
    }
  }

  /**
   * Writes that nothing more comes, if there is anything, synchronously. `isStopped`: more would have come, but for a
   * signal.
   */
  end(isStopped: boolean): void {
    if (this.#file !== undefined && !this.#ended) {
      this.write({ kind: "end", ...(isStopped ? { stopped: true } : {}) });
    }
    this.flush();
  }

  /** Makes the folder and removes the recordings of older runs, if this process began the run; once. */
  prepare(): void {
    if (this.#prepared) return;
    this.#prepared = true;
    const { folder, run, removeOlder } = this.#options;
    try {
      makeFolder(folder);
      accessSync(folder, constants.W_OK);
      if (!removeOlder) return;
      for (const name of readdirSync(folder)) {
        const other = runOfFile(name);
        if (other !== undefined && other !== run) rmSync(join(folder, name), { force: true });
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Where it is written; undefined before the first record. */
  get file(): string | undefined {
    return this.#file;
  }

  /** Why the recording cannot be written. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** What could not be written; undefined: nothing. */
  get unwritten(): UnwrittenLines | undefined {
    if (this.#failure === undefined || this.#file === undefined) return undefined;
    return { file: basename(this.#file), lines: this.#buffer };
  }

  #open(): void {
    const { folder, run } = this.#options;
    this.#file = join(folder, recordingFileName(run, process.pid, nextNumber()));
    endAtExit(this);
    this.prepare();
    this.#append(JSON.stringify({ kind: "header", version: RECORDING_VERSION, run }));
  }

  #append(line: string): void {
    if (this.#failure !== undefined && this.#buffered > MEMORY_LIMIT) return;
    this.#buffer.push(`${line}\n`);
    this.#buffered += line.length + 1;
  }

  /** A disk that is full takes a part of the lines. They are in the file then, and a line of which it has a part is not. */
  #dropWritten(file: string): void {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    for (;;) {
      const [line] = this.#buffer;
      if (line === undefined || this.#written + Buffer.byteLength(line) > size) break;
      this.#written += Buffer.byteLength(line);
      this.#buffer.shift();
    }
    if (size <= this.#written) return;
    try {
      truncateSync(file, this.#written);
    } catch {
      // Who reads it skips the line, and says so.
    }
  }

  #flushSoon(): void {
    if (this.#timer !== undefined || this.#failure !== undefined) return;
    this.#timer = setTimeout(() => {
      this.flush();
    }, FLUSH_DELAY);
    // The process need not wait for it: leaving writes the rest.
    this.#timer.unref();
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
  }
}

const openWriters = new Set<RecordingWriter>();

function endAtExit(writer: RecordingWriter): void {
  if (openWriters.size === 0) {
    process.on("exit", () => {
      for (const open of openWriters) open.end(false);
    });
  }
  openWriters.add(writer);
}

let files = 0;

function nextNumber(): number {
  files += 1;
  return files;
}
