import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";

import type { PageData } from "../model/page-data.ts";
import type { ReportFormat } from "../model/report-format.ts";
import type { ParallelReport } from "../model/report.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import type { Output } from "./output.ts";
import { printFailures, printReport } from "./print-report.ts";
import { renderHtml } from "./render-html.ts";
import { renderJson } from "./render-json.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { renderSarif, type SarifTool } from "./render-sarif.ts";
import { reportFile } from "./report-files.ts";
import { shownPath } from "./shown-path.ts";
import { writeStepSummary } from "./write-step-summary.ts";
import { writeWholeFile } from "./write-whole-file.ts";

export interface Delivery {
  /** Absolute path of the folder for files; it is made if it is not there. */
  readonly folder: string;
  /** Absolute path of the project: paths in it are shown relative to it. */
  readonly root: string;
  /** Where the summary goes, such as `process.stdout`. */
  readonly output: Output;
  /** Environment variables that colours and the summary in GitHub depend on, such as `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How many hotspots to print. */
  readonly top: number;
  /** `report.json` is written in any case: other commands read it. */
  readonly formats: readonly ReportFormat[];
  /** What pages show beside the report. */
  readonly page: Omit<PageData, "report">;
  /** For formats that say what made them. */
  readonly tool: SarifTool;
}

/**
 * Writes the files and prints the summary, or without it what fails the run, the latter also when files cannot be
 * written: that throws PE001 afterwards.
 */
export async function deliverReport(report: ParallelReport, delivery: Delivery): Promise<void> {
  const { folder, root, output, environment, top, formats } = delivery;
  const written: Partial<Record<ReportFormat, string>> = {};
  let failure: ParallelEvmError | undefined;
  const json = renderJson(report);
  await removeStale(json, delivery);
  for (const format of filesOf(formats)) {
    const file = reportFile(folder, format);
    try {
      const text = format === "json" ? json : await render(format, report, delivery);
      await writeWholeFile(text, file);
      written[format] = shownPath(root, file);
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      failure ??= new ParallelEvmError("PE001", [folder, cause.message], cause);
    }
  }
  if (formats.includes("terminal")) {
    printReport(report, output, {
      environment,
      top,
      ...(written.json === undefined ? {} : { reportPath: written.json }),
      ...(written.html === undefined ? {} : { pagePath: written.html }),
    });
  } else {
    printFailures(report, output, { environment, top });
    output.write(`\nParallel EVM: ${Object.values(written).join(", ")}\n`);
  }
  await writeStepSummary(report, environment, output);
  if (failure !== undefined) throw failure;
}

/** What another report left here would be taken for this one's; of the same report all formats may stay. */
async function removeStale(json: string, { folder, formats }: Delivery): Promise<void> {
  const written = filesOf(formats);
  const others = ALL_FILES.filter((one) => !written.includes(one));
  const left = others.map((format) => reportFile(folder, format)).filter(existsSync);
  if (left.length === 0) return;
  const before = await readFile(reportFile(folder), "utf8").catch(() => undefined);
  if (before === json) return;
  for (const file of left) {
    // What cannot be removed can hardly be written beside, which is told.
    await rm(file, { force: true }).catch(() => undefined);
  }
}

const ALL_FILES: readonly FileFormat[] = ["json", "html", "markdown", "sarif"];

type FileFormat = Exclude<ReportFormat, "terminal">;

function filesOf(formats: readonly ReportFormat[]): readonly FileFormat[] {
  const others = formats.filter((one): one is FileFormat => one !== "terminal" && one !== "json");
  return ["json", ...others];
}

async function render(
  format: Exclude<FileFormat, "json">,
  report: ParallelReport,
  { page, tool }: Delivery,
): Promise<string> {
  switch (format) {
    case "html":
      return renderHtml({ ...page, report });
    case "markdown":
      return renderMarkdown(report);
    case "sarif":
      return renderJson(renderSarif(report, tool));
  }
}
