import { copyFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import { makeFolder } from "../primitives/make-folder.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { inspectRecording } from "../recording/inspect-recording.ts";
import { recordingFiles } from "../recording/read-recordings.ts";
import { recordingFileName } from "../recording/recording-file.ts";
import { printNotice } from "../report/print-notice.ts";
import { makeReport } from "./make-report.ts";
import { recordingFolderIn, recordingFolderOf } from "./session.ts";

/** The newest recording of a folder, one file a process. */
interface Shard {
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Joins the newest recording of each folder into one of this project, and makes its report, which is the one that a run
 * of all of it would have made: scenarios are ordered by test file, whichever process ran it. A folder is an output
 * folder or the recording in it. Throws PE002 for one without a recording, PE027 for a file, PE023 when none is named, PE025 for a
 * recording that is damaged, and PE026 for one that is there twice: what is missing, or counts twice, would seem to
 * be a change of the contracts.
 */
export async function mergeRecordings(
  context: HookContext,
  folders: readonly string[],
): Promise<void> {
  if (folders.length === 0) throw new ParallelEvmError("PE023", []);
  const shards = await Promise.all(folders.map(newestIn));
  await inspect(shards);
  const run = `${Date.now()}-${process.pid}`;
  const recordingFolder = recordingFolderOf(context);
  makeFolder(recordingFolder);
  for (const [index, file] of shards.flatMap(({ files }) => files).entries()) {
    await copyFile(file, join(recordingFolder, recordingFileName(run, process.pid, index + 1)));
  }
  await makeReport(context, { recordingFolder, run });
}

async function newestIn(folder: string): Promise<Shard> {
  for (const place of [recordingFolderIn(resolve(folder)), resolve(folder)]) {
    const files = await recordingFiles(place);
    if (files.length > 0) return { folder, files };
  }
  if (await isFile(folder)) throw new ParallelEvmError("PE027", [folder]);
  throw new ParallelEvmError("PE002", [folder]);
}

async function isFile(path: string): Promise<boolean> {
  return stat(resolve(path)).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function inspect(shards: readonly Shard[]): Promise<void> {
  const known = new Map<string, string>();
  for (const { folder, files } of shards) {
    const own = new Map<string, string>();
    let transactions = 0;
    for (const file of files) {
      const found = await inspectRecording(file);
      if (found.kind === "damaged") throw new ParallelEvmError("PE025", [file, found.problem]);
      const other = known.get(found.digest);
      if (other !== undefined) throw new ParallelEvmError("PE026", [other, file]);
      // Two processes of one run may well have recorded the same, as when nothing was sent.
      own.set(found.digest, file);
      transactions += found.transactions;
    }
    for (const [digest, file] of own) known.set(digest, file);
    if (transactions === 0) printNotice(`No transaction was recorded in ${folder}.`);
  }
}
