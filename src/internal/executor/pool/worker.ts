import module from "node:module";
import { parentPort } from "node:worker_threads";

import { collectLargeGarbage } from "../../primitives/collect-garbage.ts";
import type { WorkerRequest } from "./protocol.ts";

// Before EthereumJS is loaded: code that an earlier run compiled need not be compiled again.
module.enableCompileCache();
const { answerInOrder } = await import("./answering-host.ts");

/** What leaves nothing loaded. */
const FREEING: ReadonlySet<WorkerRequest["kind"]> = new Set([
  "unload",
  "run-each",
  "run-each-virtually",
]);

parentPort?.on("message", (request: WorkerRequest) => {
  void answerInOrder(request).then((reply) => {
    parentPort?.postMessage(reply);
    if (FREEING.has(request.kind)) collectLargeGarbage();
  });
});
