import assert from "node:assert/strict";
import { once } from "node:events";
import { getPriority, setPriority } from "node:os";
import { it } from "node:test";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

import { asMainThread, yieldToMainThread } from "../../src/internal/primitives/thread-priority.ts";

if (isMainThread) {
  it(
    "yields with the thread alone, and takes it back where that is allowed",
    { skip: process.platform !== "linux" },
    async () => {
      const before = getPriority();
      const worker = new Worker(new URL(import.meta.url), { execArgv: [] });
      const seen: unknown = (await once(worker, "message")).at(0);
      assert.equal(getPriority(), before);
      const low = Math.min(before + 10, 19);
      assert.deepEqual(seen, [low, mayRise() ? before : low]);
      await worker.terminate();
    },
  );
} else {
  yieldToMainThread();
  const yielded = getPriority();
  asMainThread();
  parentPort?.postMessage([yielded, getPriority()]);
}

function mayRise(): boolean {
  try {
    setPriority(getPriority() + 1);
    setPriority(getPriority() - 1);
    return true;
  } catch {
    return false;
  }
}
