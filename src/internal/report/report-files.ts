import path from "node:path";

import type { ReportFormat } from "../model/report-format.ts";

/** The files that formats are written to, in the output folder. */
const FILES: Readonly<Record<Exclude<ReportFormat, "terminal">, string>> = {
  json: "report.json",
  html: "index.html",
  markdown: "report.md",
  sarif: "report.sarif",
};

export function reportFile(folder: string, format: keyof typeof FILES = "json"): string {
  return path.join(folder, FILES[format]);
}
