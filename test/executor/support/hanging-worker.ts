// A worker that never comes back when it is asked to run its third transaction.
import { parentPort } from "node:worker_threads";

let executions = 0;
parentPort?.on("message", ({ kind }: { kind: string }) => {
  if (kind !== "execute" || ++executions !== 3) return;
  for (;;);
});
await import("../../../src/internal/executor/pool/worker.ts");
