import assert from "node:assert/strict";
import { basename } from "node:path";
import { after, describe, it } from "node:test";

import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { readBlockFile } from "../../src/internal/block-files/read-block-file.ts";
import { allSharedBlocks, needsBlocks, sharedBlock } from "../support/shared-blocks.ts";
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

  it("runs what the Vyper compiler made, and tells which storage it touched", async () => {
    const [executor] = executors;
    assert(executor !== undefined);
    const file = await readBlockFile(sharedBlock(17666333));
    const [execution] = await executor.execute([blockScenario(file, "replay-1")]);
    const ran = execution?.transactions.filter(
      ({ result }) =>
        result?.attribution.frames.some(({ codeAddress }) => codeAddress === CURVE_3POOL) === true,
    );
    assert(ran !== undefined && ran.length > 0);
    for (const { verification, result } of ran) {
      assert.deepEqual(verification, { kind: "matched" });
      const own = result?.attribution.sites.filter(({ location }) =>
        location.startsWith(`storage:${CURVE_3POOL}:`),
      );
      assert(own !== undefined && own.length > 0);
    }
  });
});

/** Written in Vyper 0.2.4. */
const CURVE_3POOL = "0xbebc44782c7db0a1a60cb6fe97d0b483032ff1c7";
