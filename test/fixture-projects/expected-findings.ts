import { existsSync, readFileSync } from "node:fs";

import { projectFile } from "./project-file.ts";

/**
 * The table of advice of an `expected-findings.json`, written by hand before the tool saw the project. What the
 * fields mean is told in fixture-projects/README.md.
 */
export interface ExpectedFindings {
  readonly findings: readonly ExpectedFinding[];
  readonly silent: readonly ExpectedSilence[];
}

export interface ExpectedFinding extends ExpectedSilence {
  readonly rule: string;
  /** As reports name them: `Token.burn`. */
  readonly functions: readonly string[];
}

export interface ExpectedSilence {
  /** Hardhat's name, with the file. */
  readonly contract: string;
  readonly variable: string;
}

/** Undefined where a project has no such table. */
export function readExpectedFindings(project: string): ExpectedFindings | undefined {
  const file = projectFile(project, "expected-findings.json");
  if (!existsSync(file)) return undefined;
  // Written by hand, in this form; a wrong field makes a comparison fail.
  return JSON.parse(readFileSync(file, "utf8")) as ExpectedFindings;
}
