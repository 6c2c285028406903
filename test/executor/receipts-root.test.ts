import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { readBlockFile } from "../../src/internal/block-files/read-block-file.ts";
import { receiptsRoot } from "../../src/internal/executor/receipts-root.ts";
import type { Outcome } from "../../src/internal/model/scenario.ts";
import { needsBlocks, sharedBlock } from "../support/shared-blocks.ts";
import { executeScenarios } from "./support/execute-scenarios.ts";

const PLAIN: Outcome = { status: 1, gasUsed: 21_000n, logs: [] };

describe("receiptsRoot", () => {
  it("is the root of the empty trie for no receipt", async () => {
    assert.equal(
      await receiptsRoot([]),
      "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
    );
  });

  it("is that of any block since Byzantium with one plain transfer", async () => {
    assert.equal(
      await receiptsRoot([{ type: 0, outcome: PLAIN }]),
      "0x056b23fbba480696b65fe5a59b8f2148a1299103c4f57df839233af2cf4ca2d2",
    );
  });

  it("depends on all that a receipt holds, and on the order", async () => {
    const log = {
      address: `0x${"11".repeat(20)}`,
      topics: [`0x${"22".repeat(32)}`],
      data: "0x33",
    } as const;
    const other: Outcome = { status: 0, gasUsed: 30_000n, logs: [] };
    const roots = await Promise.all([
      receiptsRoot([{ type: 0, outcome: PLAIN }]),
      receiptsRoot([{ type: 2, outcome: PLAIN }]),
      receiptsRoot([{ type: 0, outcome: { ...PLAIN, status: 0 } }]),
      receiptsRoot([{ type: 0, outcome: { ...PLAIN, gasUsed: 21_001n } }]),
      receiptsRoot([{ type: 0, outcome: { ...PLAIN, logs: [log] } }]),
      receiptsRoot([{ type: 0, outcome: { ...PLAIN, logs: [{ ...log, topics: [] }] } }]),
      receiptsRoot([{ type: 0, outcome: { ...PLAIN, logs: [{ ...log, data: "0x" }] } }]),
      receiptsRoot([
        { type: 0, outcome: PLAIN },
        { type: 0, outcome: other },
      ]),
      receiptsRoot([
        { type: 0, outcome: other },
        { type: 0, outcome: PLAIN },
      ]),
    ]);
    assert.equal(new Set(roots).size, roots.length);
  });

  it("rejects a type that there is not", async () => {
    await assert.rejects(receiptsRoot([{ type: 9, outcome: PLAIN }]), /type 9 is not supported/);
  });

  // Legacy transactions only; types 0, 1 and 2.
  for (const number of [5_283_152, 13_217_637]) {
    it(`is what the header of block ${number} says`, needsBlocks, async () => {
      const file = await readBlockFile(sharedBlock(number));
      const scenario = blockScenario(file, "replay-1");
      const [execution] = await executeScenarios([scenario], { threads: 2 });
      const receipts = scenario.transactions.map(({ fields: { type } }, index) => {
        const outcome = execution?.transactions[index]?.result?.outcome;
        assert(outcome !== undefined);
        return { type, outcome };
      });
      assert.equal(await receiptsRoot(receipts), file.expected.receiptsRoot);
    });
  }
});
