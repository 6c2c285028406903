import { existsSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./run-hardhat.ts";

const FOLDER = process.env.PARALLEL_EVM_BLOCKS ?? join(ROOT, "../shared/blocks");

/** Options of tests that need the block files of mainnet: skips them, saying why, where there are none. */
export const needsBlocks = {
  skip: existsSync(FOLDER) ? false : `no block files in ${FOLDER}; PARALLEL_EVM_BLOCKS names them`,
};

export function sharedBlock(number: number): string {
  return join(FOLDER, `${number}.json.gz`);
}
