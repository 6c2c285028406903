import path from "node:path";
import type { ParallelReport } from "../model/report.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { writeJsonFile } from "./write-json-file.ts";

/** Writes `report.json` into `folder`, whole or not at all, and returns its path. Throws PE001. */
export async function writeJson(report: ParallelReport, folder: string): Promise<string> {
  const file = reportFile(folder);
  try {
    await writeJsonFile(report, file);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new ParallelEvmError("PE001", [folder, cause.message], cause);
  }
  return file;
}

export function reportFile(folder: string): string {
  return path.join(folder, "report.json");
}
