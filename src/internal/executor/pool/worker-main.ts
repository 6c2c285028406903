import { parentPort } from "node:worker_threads";

import { ScenarioHost } from "../scheduler/scenario-host.ts";
import { answerRequest } from "./answer-request.ts";
import type { WorkerRequest } from "./protocol.ts";

// The build bundles this file with EthereumJS: loading some 400 modules takes longer than a small suite.

const host = new ScenarioHost();
// Answers go out in the order of the requests: the EVM instances of a host run one thing at a time.
let last: Promise<unknown> = Promise.resolve();

parentPort?.on("message", (request: WorkerRequest) => {
  last = last.then(async () => {
    parentPort?.postMessage(await answerRequest(host, request));
  });
});
