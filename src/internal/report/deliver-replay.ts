import path from "node:path";

import type { ReplayedFile, ReplayReport } from "../model/replay.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { type Environment, type Output, styleOf } from "./output.ts";
import { renderReplayedFile, renderReplayEnd } from "./render-replay.ts";
import { renderJson } from "./render-json.ts";
import { writeWholeFile } from "./write-whole-file.ts";

export interface ReplayDelivery {
  /** Where the text goes, such as `process.stdout`. */
  readonly output: Output;
  readonly environment: Environment;
  /** How many hotspots of each block to print. */
  readonly top: number;
  /** File for the same as data, as the user named it; absent: none. */
  readonly json?: string;
  /** The notes have been printed already. */
  readonly withoutNotes?: boolean;
}

/** Prints what became of one file. */
export function printReplayedFile(
  replayed: ReplayedFile,
  { output, environment, top }: ReplayDelivery,
): void {
  const style = styleOf(output, environment);
  output.write(`\n${renderReplayedFile(replayed, { ...style, top })}\n`);
}

/**
 * Writes all of it as data and prints what is to be said in the end, the latter also when the file
 * cannot be written: that throws PE012 afterwards.
 */
export async function deliverReplay(report: ReplayReport, delivery: ReplayDelivery): Promise<void> {
  const { output, environment, top, json, withoutNotes } = delivery;
  const failure = json === undefined ? undefined : await writeReplay(report, json);
  const written = json === undefined || failure !== undefined ? {} : { reportPath: json };
  const shown = withoutNotes === true ? { ...report, notes: [] } : report;
  const end = renderReplayEnd(shown, { ...styleOf(output, environment), top, ...written });
  if (end !== "") output.write(`\n${end}\n`);
  if (failure !== undefined) throw failure;
}

/** Returns what went wrong. */
async function writeReplay(
  report: ReplayReport,
  json: string,
): Promise<ParallelEvmError | undefined> {
  try {
    await writeWholeFile(renderJson(report), path.resolve(json));
    return undefined;
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    return new ParallelEvmError("PE012", [json, cause.message], cause);
  }
}
