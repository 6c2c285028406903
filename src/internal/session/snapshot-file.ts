import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { type Facts, factsOf } from "../budgets/facts-of.ts";
import { parseSnapshot, renderSnapshot } from "../budgets/snapshot-text.ts";
import type { ParallelReport } from "../model/report.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { writeWholeFile } from "../report/write-whole-file.ts";

/** In the project's root, to be committed. */
export const SNAPSHOT_FILE = ".parallel-evm-snapshot";

/** Undefined when there is none. Throws PE023 where it is damaged. */
export async function readSnapshot(root: string): Promise<Facts | undefined> {
  const text = await readFile(join(root, SNAPSHOT_FILE), "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseSnapshot(text, SNAPSHOT_FILE);
}

/** Throws PE012 where it cannot be written. */
export async function writeSnapshot(report: ParallelReport, root: string): Promise<void> {
  try {
    await writeWholeFile(renderSnapshot(factsOf(report)), join(root, SNAPSHOT_FILE));
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new ParallelEvmError("PE012", [SNAPSHOT_FILE, cause.message], cause);
  }
}
