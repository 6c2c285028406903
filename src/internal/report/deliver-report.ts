import type { ParallelReport } from "../model/report.ts";
import type { Output } from "./output.ts";
import { printReport } from "./print-report.ts";
import { shownPath } from "./shown-path.ts";
import { reportFile, writeJson } from "./write-json.ts";

export interface Delivery {
  /** Absolute path of the folder for files; it is made if it is not there. */
  readonly folder: string;
  /** Absolute path of the project: paths in it are shown relative to it. */
  readonly root: string;
  /** Where the summary goes, such as `process.stdout`. */
  readonly output: Output;
  /** Environment variables that colours depend on, such as `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How many hotspots to print. */
  readonly top: number;
}

/**
 * Writes `report.json` and prints the summary, the latter also when the folder cannot be written:
 * that throws PE001 afterwards.
 */
export async function deliverReport(report: ParallelReport, delivery: Delivery): Promise<void> {
  const { folder, root, output, environment, top } = delivery;
  const failure = await writeJson(report, folder).then(() => undefined, asError);
  const written = failure === undefined ? { reportPath: shownPath(root, reportFile(folder)) } : {};
  printReport(report, output, { environment, top, ...written });
  if (failure !== undefined) throw failure;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
