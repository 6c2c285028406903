import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";

import type { RecordingRecord } from "../model/recording.ts";

import type { EndOfRecording } from "./end-of-recording.ts";
import { readLines } from "./read-lines.ts";
import { runOfFile } from "./recording-file.ts";
import { RecordingParser } from "./recording-parser.ts";

export interface Recording {
  /** File name, or what else the lines came from. */
  readonly name: string;
  /** In the order of the file. Lines that could not be read are notes at the end. */
  readonly records: readonly RecordingRecord[];
  readonly end: EndOfRecording;
}

/**
 * The recordings of `run`, one a file, in the order of their names; without `run`, of the newest
 * one. Nothing is given when there is no recording. Never throws on content; a folder or file that
 * cannot be read counts as missing.
 */
export async function* readRecordings(folder: string, run?: string): AsyncGenerator<Recording> {
  for (const path of await recordingFiles(folder, run)) {
    yield await parseRecording(basename(path), linesOf(path));
  }
}

/** The files of `run`, or of the newest run, in the order of their names. */
export async function recordingFiles(folder: string, run?: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => runOfFile(name) !== undefined).sort();
  const wanted = run ?? (await newestRun(paths.map((name) => join(folder, name))));
  return paths.filter((name) => runOfFile(name) === wanted).map((name) => join(folder, name));
}

/** Narrows the lines of one recording. */
export async function parseRecording(
  name: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<Recording> {
  const parser = new RecordingParser(name);
  for await (const line of lines) parser.add(line);
  return { name, records: parser.records(), end: parser.end };
}

async function newestRun(paths: readonly string[]): Promise<string | undefined> {
  let newest: string | undefined;
  let newestTime = -1;
  for (const path of paths) {
    const time = (await stat(path).catch(() => undefined))?.mtimeMs ?? -1;
    if (time <= newestTime) continue;
    newestTime = time;
    newest = runOfFile(path);
  }
  return newest;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    yield* readLines(path);
  } catch (error) {
    // As a line that is no record, so that it ends up among the problems.
    yield `unreadable: ${error instanceof Error ? error.message : String(error)}`;
  }
}
