import type { ExpectedTables } from "./expected-tables.ts";

/** With what the plugin's report begins in the output. */
export const REPORT_BEGINS = "Parallel EVM";

/** Test titles with their marks, and the failures' messages: all but times and what the plugin adds. */
export function resultsOf(output: string): string[] {
  const [results = ""] = output.split(REPORT_BEGINS);
  return (
    results
      .split("\n")
      .map((line) => line.replace(/\(?\b[\d.]+ ?m?s\b\)?/g, "").trimEnd())
      .filter((line) => /[✔✓✖\-]|^\s*\d+\)|Error|passing|failing|pending/.test(line))
      // Stack frames of Hardhat's and of the plugin's hooks.
      .filter((line) => !/^\s*at /.test(line))
      // Mocha's parallel mode prints its files in the order in which they end.
      .sort()
  );
}

export function mochaCounts(output: string): ExpectedTables["tests"] {
  const count = (word: string) =>
    Number(new RegExp(`^ +(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
  return { passing: count("passing"), failing: count("failing"), pending: count("pending") };
}
