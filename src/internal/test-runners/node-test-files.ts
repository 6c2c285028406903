import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { HardhatConfig } from "hardhat/types/config";

import { siblingFile } from "./sibling-file.ts";

/**
 * The files for the node:test runner: `testFiles`, or what the runner would find by itself, after
 * the set-up file. Empty when there is nothing to run.
 */
export async function nodeTestFiles(
  testFiles: readonly string[],
  config: HardhatConfig,
): Promise<string[]> {
  const files = testFiles.length > 0 ? testFiles : await scripts(testFolder(config));
  return files.length === 0 ? [] : [fileURLToPath(siblingFile("node-test-setup")), ...files];
}

function testFolder(config: HardhatConfig): string | undefined {
  // Added by the runner's plugin, which a project need not have.
  const tests: { nodejs?: unknown } = config.paths.tests;
  return typeof tests.nodejs === "string" ? tests.nodejs : undefined;
}

/** In the runner's order: the files of a folder before those of its subfolders. */
async function scripts(folder: string | undefined): Promise<string[]> {
  if (folder === undefined) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const isFolder = entry.isSymbolicLink()
      ? (await stat(path)).isDirectory()
      : entry.isDirectory();
    if (isFolder) folders.push(path);
    else if (/\.[cm]?[jt]s$/i.test(entry.name)) files.push(path);
  }
  for (const inner of folders) files.push(...(await scripts(inner)));
  return files;
}
