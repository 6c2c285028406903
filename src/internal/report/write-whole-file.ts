import { lstat, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { makeFolder } from "../primitives/make-folder.ts";

/**
 * The file appears complete or not at all: who watches it, or reads it
 * while a second run ends, never sees half of it. What is no plain file, such as /dev/stdout, is
 * written to, not replaced. Throws what the file system says.
 */
export async function writeWholeFile(text: string, file: string): Promise<void> {
  const folder = path.dirname(file);
  const unfinished = path.join(folder, `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    makeFolder(folder);
    if (await isReplaceable(file)) {
      await writeFile(unfinished, text);
      await rename(unfinished, file);
    } else {
      await writeFile(file, text);
    }
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function isReplaceable(file: string): Promise<boolean> {
  const existing = await lstat(file).catch(() => undefined);
  return existing === undefined || existing.isFile();
}
