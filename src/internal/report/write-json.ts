import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ParallelReport } from "../model/report.ts";
import { makeFolder } from "../primitives/make-folder.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

/**
 * Writes `report.json` into `folder` and returns its path. The file appears complete or not at all:
 * who watches it, or reads it while a second run ends, never sees half of it. Throws PE001.
 */
export async function writeJson(report: ParallelReport, folder: string): Promise<string> {
  const file = reportFile(folder);
  const unfinished = path.join(folder, `.report.json.${process.pid}.tmp`);
  try {
    makeFolder(folder);
    await writeFile(unfinished, `${JSON.stringify(report, null, 2)}\n`);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new ParallelEvmError("PE001", [folder, cause.message], cause);
  }
  return file;
}

export function reportFile(folder: string): string {
  return path.join(folder, "report.json");
}
