import { basename } from "node:path";

const EXTENSION = ".jsonl";

/** The name of a recording: `number` tells several files of one process apart. */
export function recordingFileName(run: string, pid: number, number: number): string {
  return `${run}-${pid}-${number}${EXTENSION}`;
}

/** The run that a file is of; undefined when it is no recording. */
export function runOfFile(path: string): string | undefined {
  return /^(.+)-\d+-\d+\.jsonl$/.exec(basename(path))?.[1];
}
