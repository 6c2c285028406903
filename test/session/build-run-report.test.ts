import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Executor } from "../../src/internal/executor/executor.ts";
import { buildRunReport } from "../../src/internal/session/build-run-report.ts";

describe("buildRunReport", () => {
  it("keeps the report of the suite when crowds cannot be made, and says why", async () => {
    const executor = { threads: 1, execute: () => Promise.resolve([]) };
    const report = await buildRunReport({
      recordings: [],
      contracts: [],
      kinds: ["test"],
      profile: "block-stm",
      executor: executor as unknown as Executor, // all that is used of one here, and nothing to count with
      onProgress: () => undefined,
      crowds: {
        users: 2,
        isOver: () => false,
        progress: () => {
          throw new TypeError("no progress");
        },
      },
      notes: [],
    });
    assert.equal(report.crowds, null);
    assert.match(
      report.summary.notes.join("\n"),
      /Crowds could not be made.*TypeError: no progress/,
    );
  });
});
