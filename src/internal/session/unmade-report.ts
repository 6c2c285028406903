import { existsSync } from "node:fs";

import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { stackOf } from "../primitives/stack-of.ts";
import { reportFile } from "../report/report-files.ts";

/** Why there is no report of a run; and where there is one in its folder, that it is another run's. */
export function unmadeReport(error: unknown, folder: string): string {
  const isKnown = error instanceof ParallelEvmError;
  // PE001: not all of its files could be written.
  const isOld = existsSync(reportFile(folder)) && !(isKnown && error.code === "PE001");
  return (
    `The parallel EVM report could not be made: ${isKnown ? error.message : stackOf(error)}` +
    (isOld ? "\nWhat is in its folder is the report of an earlier run." : "")
  );
}
