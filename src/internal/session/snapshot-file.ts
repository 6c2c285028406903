import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { type Facts, factsOf } from "../budgets/facts-of.ts";
import { nothingRan, whyLeftOut } from "../budgets/gaps-of.ts";
import { parseSnapshot, renderSnapshot, type SnapshotProblem } from "../budgets/snapshot-text.ts";
import type { ReportLeftOut } from "../model/report-crowds.ts";
import type { ParallelReport } from "../model/report.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { count } from "../report/texts/figures.ts";
import { writeWholeFile } from "../report/write-whole-file.ts";

/** In the project's root, to be committed. */
export const SNAPSHOT_FILE = ".parallel-evm-snapshot";

/** What there is to compare with, or in words why there is nothing. */
export async function readSnapshot(root: string): Promise<Facts | string> {
  const text = await readFile(join(root, SNAPSHOT_FILE), "utf8").catch(() => undefined);
  if (text === undefined) return `there is no ${SNAPSHOT_FILE}; ${WRITE_IT}`;
  const parsed = parseSnapshot(text);
  if ("problem" in parsed) return `${describe(parsed.problem)}; ${WRITE_IT}`;
  return parsed.facts.size > 0 ? parsed.facts : `${SNAPSHOT_FILE} is empty; ${WRITE_IT}`;
}

function describe(problem: SnapshotProblem): string {
  return problem.kind === "line"
    ? `line ${problem.number} of ${SNAPSHOT_FILE} is no line of a snapshot`
    : `${SNAPSHOT_FILE} is of version ${problem.version}, which this version of the plugin does not know`;
}

const WRITE_IT = "write it with --parallel-evm-snapshot";

/** What to say of a snapshot that was written: one that says less than there is to know would pass for all of it. */
export function snapshotNotice(report: ParallelReport): string {
  const nothing = nothingRan(report);
  if (nothing !== undefined) return `${SNAPSHOT_FILE} is written, but says nothing, as ${nothing}.`;
  const many = (wanted: ReportLeftOut["what"]) =>
    (report.crowds?.leftOut.functions ?? []).filter(({ what }) => what === wanted).length;
  const left = [
    ["crowd", many("crowd")],
    ["pair", many("pair")],
    ["order", many("order")],
  ] as const;
  const names = left.flatMap(([what, amount]) => (amount === 0 ? [] : [count(amount, what)]));
  if (names.length === 0) return `${SNAPSHOT_FILE} is written; commit it.`;
  return (
    `${SNAPSHOT_FILE} is written, but not complete: what is missing is new to every run that looks at it. ` +
    `There are no figures of ${names.join(", ")} of functions: ${whyLeftOut(report)}, and write it again before you commit it.`
  );
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
