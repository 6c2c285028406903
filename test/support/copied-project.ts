import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT, runHardhat } from "./run-hardhat.ts";
import { withOptions } from "./with-options.ts";

export interface CopiedProject {
  /** The temporary folder that the project lies in. */
  readonly folder: string;
  readonly project: string;
  /** Puts further options into its config file; "" takes them out again. */
  configure(options: string): void;
  remove(): void;
}

/** A fixture project in a temporary folder, where a test can do with it what it wants; compiled. */
export async function copyProject(name: string): Promise<CopiedProject> {
  const source = join(ROOT, "fixture-projects", name);
  const config = readFileSync(join(source, "hardhat.config.ts"), "utf8");
  const folder = mkdtempSync(join(tmpdir(), "parallel-evm-"));
  const project = join(folder, "project");
  cpSync(source, project, {
    recursive: true,
    filter: (path) => !/[/](?:artifacts|cache|parallel-evm)$/.test(path),
  });
  cpSync(join(ROOT, "fixture-projects/solc-path.ts"), join(folder, "solc-path.ts"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  await runHardhat(project, ["build"]);
  return {
    folder,
    project,
    configure: (options) => {
      writeFileSync(join(project, "hardhat.config.ts"), withOptions(config, options));
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
