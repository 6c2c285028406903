import { readFileSync } from "node:fs";

import type { ParallelReport } from "../../src/internal/model/report.ts";
import { asReport } from "../report/report-schema.ts";
import { projectFile } from "./project-file.ts";

export const REPORT_FILE = "parallel-evm/report.json";
export const PAGE_FILE = "parallel-evm/index.html";

/** What the last run with the flag found in a fixture project. Throws where there was none, or not of the published form. */
export function readReport(project: string): ParallelReport {
  return asReport(JSON.parse(readFileSync(projectFile(project, REPORT_FILE), "utf8")));
}
