import assert from "node:assert/strict";
import { basename } from "node:path";
import { after, describe, it } from "node:test";

import { allSharedBlocks, needsBlocks } from "../support/shared-blocks.ts";
import { repeatBlock } from "./support/repeat-block.ts";
import { startExecutor } from "./support/start-executor.ts";

/** More than there may be cores: a thread is then put aside in the middle of anything. */
const THREADS = [2, 3, 4];

describe("mainnet blocks in parallel, against their headers", needsBlocks, () => {
  const executors = THREADS.map((threads) => startExecutor({ threads }));
  after(async () => {
    await Promise.all(executors.map((executor) => executor.end()));
  });

  const paths = needsBlocks.skip === false ? allSharedBlocks() : [];
  for (const [i, path] of paths.entries()) {
    const executor = executors[i % executors.length];
    it(`matches in ${basename(path, ".json.gz")} on ${executor?.threads} threads`, async () => {
      assert(executor !== undefined);
      assert.deepEqual(await repeatBlock(path, executor, 1), []);
    });
  }
});
