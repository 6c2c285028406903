import type { ParallelReport } from "./report.ts";

/** What the HTML page shows. */
export interface PageData {
  /** Name of the project's folder. */
  readonly project: string;
  readonly report: ParallelReport;
  /** Text of the source files that the report names, by the names that it gives them. */
  readonly sources: Readonly<Record<string, string>>;
}
