import { copyFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import { makeFolder } from "../primitives/make-folder.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { recordingFiles } from "../recording/read-recordings.ts";
import { recordingFileName } from "../recording/recording-file.ts";
import { makeReport } from "./make-report.ts";
import { recordingFolderIn, recordingFolderOf } from "./session.ts";

/**
 * Joins the newest recording of each folder into one of this project, and makes its report, which is the one that a run
 * of all of it would have made: scenarios are ordered by test file, whichever process ran it. A folder is an output
 * folder or the recording in it. Throws PE002 for one without a recording, and PE023 when none is named.
 */
export async function mergeRecordings(
  context: HookContext,
  folders: readonly string[],
): Promise<void> {
  if (folders.length === 0) throw new ParallelEvmError("PE023", []);
  const files = await Promise.all(folders.map(newestIn));
  const run = `${Date.now()}-${process.pid}`;
  const recordingFolder = recordingFolderOf(context);
  makeFolder(recordingFolder);
  for (const [index, file] of files.flat().entries()) {
    await copyFile(file, join(recordingFolder, recordingFileName(run, process.pid, index + 1)));
  }
  await makeReport(context, { recordingFolder, run });
}

async function newestIn(folder: string): Promise<readonly string[]> {
  for (const place of [recordingFolderIn(resolve(folder)), resolve(folder)]) {
    const files = await recordingFiles(place);
    if (files.length > 0) return files;
  }
  throw new ParallelEvmError("PE002", [folder]);
}
