import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { type Facts, factsOf } from "../budgets/facts-of.ts";
import { parseSnapshot, renderSnapshot } from "../budgets/snapshot-text.ts";
import type { ParallelReport } from "../model/report.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { writeWholeFile } from "../report/write-whole-file.ts";

/** In the project's root, to be committed. */
export const SNAPSHOT_FILE = ".parallel-evm-snapshot";

/** What there is to compare with, or in words why there is nothing. */
export async function readSnapshot(root: string): Promise<Facts | string> {
  const text = await readFile(join(root, SNAPSHOT_FILE), "utf8").catch(() => undefined);
  if (text === undefined) return `there is no ${SNAPSHOT_FILE}; ${WRITE_IT}`;
  const facts = parseSnapshot(text);
  if (!("badLine" in facts)) {
    return facts.size > 0 ? facts : `${SNAPSHOT_FILE} is empty; ${WRITE_IT}`;
  }
  return `line ${facts.badLine} of ${SNAPSHOT_FILE} is none of a snapshot; ${WRITE_IT}`;
}

const WRITE_IT = "write it with --parallel-evm-snapshot";

/** Throws PE012 where it cannot be written. */
export async function writeSnapshot(report: ParallelReport, root: string): Promise<void> {
  try {
    await writeWholeFile(renderSnapshot(factsOf(report)), join(root, SNAPSHOT_FILE));
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new ParallelEvmError("PE012", [SNAPSHOT_FILE, cause.message], cause);
  }
}
