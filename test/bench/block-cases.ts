import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { loadBlock } from "./load-block.ts";
import type { BenchCase } from "./measure-case.ts";

const FIRST_BYZANTIUM_BLOCK = 4_370_000;
const BLOCK_FILE = /^(?<number>\d+)\.json(?:\.gz)?$/;

/**
 * The block files of a folder, or one file, that the executor supports: mainnet blocks from
 * Byzantium on, oldest first. Undefined when there is no such folder.
 */
export function blockCases(path: string): readonly BenchCase[] | undefined {
  if (!existsSync(path)) return undefined;
  const files = statSync(path).isDirectory()
    ? readdirSync(path).map((file) => join(path, file))
    : [path];
  return files
    .map((file) => ({ file, number: blockNumber(file) }))
    .filter(({ number }) => number >= FIRST_BYZANTIUM_BLOCK)
    .sort((a, b) => a.number - b.number)
    .map(({ file, number }) => ({ name: `${number}`, load: () => loadBlock(file) }));
}

/** -1 for a file that is no block file. */
function blockNumber(file: string): number {
  return Number(BLOCK_FILE.exec(basename(file))?.groups?.number ?? -1);
}
