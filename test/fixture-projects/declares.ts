import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { SourceLine } from "../../src/internal/model/slot-name.ts";
import { ROOT } from "../support/run-hardhat.ts";
import { projectFile } from "./project-file.ts";

/** Whether the line, or the statement that begins there, declares one of the variables. */
export function declares(
  project: string,
  source: Pick<SourceLine, "file" | "line">,
  variables: string,
): boolean {
  const path = source.file.startsWith("contracts/")
    ? projectFile(project, source.file)
    : join(ROOT, "node_modules", source.file);
  const line = readFileSync(path, "utf8").split("\n")[source.line - 1] ?? "";
  return variables.split(", ").some((variable) => new RegExp(`\\b${variable}\\b`).test(line));
}

export function usesIr(project: string): boolean {
  return readFileSync(projectFile(project, "hardhat.config.ts"), "utf8").includes("viaIR");
}
