import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { buildReplayReport } from "../../../src/internal/report/replay/build-replay-report.ts";
import { makeBlock, makeError, makeMeasurement, makeReplay } from "./make-replay.ts";

const SPEEDUP = { bound: 3, threads: { 2: 2, 4: 3, 8: 3, 16: 3 } };

describe("buildReplayReport", () => {
  it("sums over the blocks that matched", () => {
    const { summary, blocks, errors } = makeReplay();
    assert.equal(blocks.length, 4);
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["PE005", "PE008"],
    );
    assert.deepEqual(summary, {
      files: 5,
      blocks: 4,
      matched: 3,
      transactions: 1_100 + 1 + 150,
      gasUsed: 29_985_362 + 21_000 + 7_979_463,
      reexecutions: 10 + 16,
      conflicts: { storage: 127, balance: 3, nonce: 0, code: 1, sender: 1_215 },
      speedup: { bound: 21.5, threads: { 2: 1.99, 4: 3.99, 8: 7.91, 16: 14.2 } },
      ms: { stock: 1_421.767, sequential: 64.87, parallel: 53.3, hybrid: 24.475 },
      measured: 2,
    });
  });

  it("has no times where none were measured in parallel", () => {
    const failure = "a thread died";
    const measurement = makeMeasurement({ reexecutions: null, failure });
    const ms = { stock: 3, sequential: 2, parallel: null, hybrid: null };
    for (const block of [
      makeBlock({ ms: null, measurement: null }),
      makeBlock({ ms, measurement }),
    ]) {
      const { summary } = makeReplay([{ file: "a.json", block }]);
      assert.equal(summary.ms, null);
      assert.equal(summary.measured, 0);
    }
  });

  it("has no sum of the stock library's times where it was left out", () => {
    const ms = { stock: null, sequential: 2, parallel: 1.5, hybrid: 1 };
    const file = { file: "a.json", block: makeBlock({ ms }) };
    const { summary } = makeReplay([file, file]);
    assert.deepEqual(summary.ms, { stock: null, sequential: 4, parallel: 3, hybrid: 2 });
  });

  it("keeps the order of the files, and each note once", () => {
    const files = [2, 1].map((number) => ({ file: `${number}`, block: makeBlock({ number }) }));
    const failed = { file: "3", error: makeError("3") };
    const report = buildReplayReport({
      threads: 3,
      files: [...files, failed],
      speedup: SPEEDUP,
      notes: ["a", "b", "a"],
    });
    assert.deepEqual(
      report.blocks.map(({ number }) => number),
      [2, 1],
    );
    assert.deepEqual(report.errors, [makeError("3")]);
    assert.deepEqual(report.notes, ["a", "b"]);
    assert.equal(report.threads, 3);
    assert.equal(report.schemaVersion, 1);
  });
});
