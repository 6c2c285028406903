import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";

const EXECUTOR = new URL("../../src/internal/executor/executor.ts", import.meta.url).href;

describe("worker threads", () => {
  it("keep no process alive, whether they were used or not", () => {
    for (const use of ["", "await executor.execute([]);"]) {
      const program = `
        const { Executor } = await import(${JSON.stringify(EXECUTOR)});
        const executor = new Executor({ threads: 2 });
        ${use}`;
      const { status, signal, stderr } = spawnSync(
        process.execPath,
        ["--input-type=module", "--eval", program],
        { timeout: 30_000, encoding: "utf8" },
      );
      assert.equal(signal, null, "it was still running after 30 s");
      assert.equal(status, 0, stderr);
    }
  });
});
