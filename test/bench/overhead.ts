/**
 * What `--parallel-evm` costs on the fixture suites: whole-process wall time with the flag over the
 * time without it, compile excluded. Prints the medians and ratios of this one run.
 *
 *     npm run bench:overhead -- [rounds] [project …]
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { median } from "./median.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLI = join(ROOT, "node_modules/hardhat/dist/src/cli.js");
const PROJECTS = join(ROOT, "fixture-projects");

const [rounds = "5", ...chosen] = process.argv.slice(2);
const projects = chosen.length > 0 ? chosen : allProjects();

console.log(
  `${"project".padEnd(20)} ${"without".padStart(9)} ${"with".padStart(9)} ${"ratio".padStart(6)}`,
);
for (const project of projects) {
  hardhat(project, ["build"]);
  const pairs = Array.from({ length: Number(rounds) }, () => ({
    without: hardhat(project, ["test", "--no-compile"]),
    with: hardhat(project, ["test", "--no-compile", "--parallel-evm"]),
  }));
  const without = median(pairs.map((pair) => pair.without));
  const withFlag = median(pairs.map((pair) => pair.with));
  const ratio = median(pairs.map((pair) => pair.with / pair.without));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`.padStart(9);
  console.log(
    `${project.padEnd(20)} ${seconds(without)} ${seconds(withFlag)} ${ratio.toFixed(2).padStart(6)}`,
  );
}

function allProjects(): string[] {
  return readdirSync(PROJECTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Wall time of one run, in ms. */
function hardhat(project: string, args: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, [CLI, ...args], {
    cwd: join(PROJECTS, project),
    stdio: "ignore",
    env: {
      ...process.env,
      PATH: `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}`,
    },
  });
  return performance.now() - start;
}
