import { appendFile, stat } from "node:fs/promises";

import type { ParallelReport } from "../model/report.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type { Output } from "./output.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** Of a step's summary, in bytes: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
const LIMIT = 1024 * 1024;

/** Adds the report to the summary of a step of GitHub Actions, if it runs in one. What cannot be written is told, and no failure. */
export async function writeStepSummary(
  report: ParallelReport,
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
): Promise<void> {
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (file === undefined || file === "") return;
  try {
    const taken = await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
    const text = renderMarkdown(report, LIMIT - taken);
    if (text === "") output.write(`The step summary ${file} has no room left for the report.\n`);
    else await appendFile(file, text);
  } catch (error) {
    output.write(`The step summary ${file} cannot be written: ${reasonOf(error)}\n`);
  }
}
