import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../support/run-hardhat.ts";

const PROJECTS = join(ROOT, "fixture-projects");

/** Names of all fixture projects with one table of everything, sorted. `suggestions` has tables of its own kind. */
export function fixtureProjects(): string[] {
  return readdirSync(PROJECTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => existsSync(projectFile(name, "expected.json")))
    .sort();
}

/** The path of a file in a fixture project, or of its folder. */
export function projectFile(project: string, file = ""): string {
  return join(PROJECTS, project, file);
}
