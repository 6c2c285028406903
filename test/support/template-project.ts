import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";

import { type HardhatRun, ROOT, runCommand } from "./run-hardhat.ts";

const TEMPLATES = join(ROOT, "node_modules/hardhat/templates");

/** What npm sets for its scripts; it would take the repository for the project. */
const OF_OUTER_NPM = /^(?:INIT_CWD|npm_(?:config_local_prefix|package_.*|lifecycle_.*))$/;

/**
 * Makes a project of one of Hardhat's own templates in the folder, as `hardhat --init` does, up to installing. But:
 *
 * - The compiler is not downloaded. It is the one of the package `solc`, of the version that the template names.
 * - The tests in Solidity are left out with what they need, forge-std, which npm would fetch from GitHub.
 * - `ranges` are other versions of the template's dependencies.
 */
export function makeTemplateProject(
  template: string,
  folder: string,
  ranges: Readonly<Record<string, string>>,
): void {
  const name = readdirSync(TEMPLATES).find((one) => one.replace(/^\d+-/, "") === template);
  assert(name !== undefined, `Hardhat has no template ${template}`);
  mkdirSync(folder, { recursive: true });
  cpSync(join(TEMPLATES, name), folder, { recursive: true });
  renameSync(join(folder, "gitignore"), join(folder, ".gitignore"));
  rmSync(join(folder, "contracts/Counter.t.sol"));

  const configFile = join(folder, "hardhat.config.ts");
  const config = readFileSync(configFile, "utf8");
  const version = /version: "([\d.]+)"/.exec(config)?.[1];
  assert(version !== undefined, config);
  const compiler = JSON.stringify(join(folder, "node_modules/solc/soljson.js"));
  writeFileSync(
    configFile,
    config.replaceAll(`version: "${version}",`, `version: "${version}", path: ${compiler},`),
  );

  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>; // Hardhat's init reads the same
  };
  const devDependencies: Record<string, string> = { solc: version };
  for (const [dependency, range] of Object.entries(manifest.devDependencies)) {
    if (dependency === "forge-std") continue;
    devDependencies[dependency] = ranges[dependency] ?? range.replace(/^workspace:/, "");
  }
  const own = { name: template, version: "1.0.0", type: "module", devDependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(own, undefined, 2));
}

/** npm, which runs with this very Node: with an older one it leaves out what Hardhat's network needs. */
export async function runNpm(
  folder: string,
  args: readonly string[],
  deadlineMs: number,
): Promise<HardhatRun> {
  const outer = Object.keys(process.env).filter((name) => OF_OUTER_NPM.test(name));
  const environment = {
    ...Object.fromEntries(outer.map((name) => [name, undefined])),
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
    NO_COLOR: "1",
    npm_config_update_notifier: "false",
  };
  return runCommand(folder, "npm", args, environment, deadlineMs);
}
