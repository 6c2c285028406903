/** What a report can be made into. All of them say the same. */
export const REPORT_FORMATS = ["terminal", "json", "html", "markdown", "sarif"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];
