import { readdirSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../support/run-hardhat.ts";

const PROJECTS = join(ROOT, "fixture-projects");

/** Names of all fixture projects, sorted. */
export function fixtureProjects(): string[] {
  return readdirSync(PROJECTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The path of a file in a fixture project, or of its folder. */
export function projectFile(project: string, file = ""): string {
  return join(PROJECTS, project, file);
}
