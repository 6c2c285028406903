import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./run-hardhat.ts";

const FOLDER = process.env.PARALLEL_EVM_BLOCKS ?? join(ROOT, "../shared/blocks");

const MISSING = `no block files in ${FOLDER}; PARALLEL_EVM_BLOCKS names them`;

/** Options of tests that need the block files of mainnet: skips them, saying why, where there are none. */
export const needsBlocks = { skip: existsSync(FOLDER) ? false : MISSING };

export function sharedBlock(number: number): string {
  return join(FOLDER, `${number}.json.gz`);
}

/** All of them, lowest first. Throws when there are none. */
export function allSharedBlocks(): string[] {
  const names = existsSync(FOLDER)
    ? readdirSync(FOLDER).filter((name) => name.endsWith(".json.gz"))
    : [];
  if (names.length === 0) throw new Error(MISSING);
  return names.sort((a, b) => parseInt(a) - parseInt(b)).map((name) => join(FOLDER, name));
}
