import { ScenarioHost } from "../scheduler/scenario-host.ts";
import { answerRequest } from "./answer-request.ts";
import type { WorkerReply, WorkerRequest } from "./protocol.ts";

// The build bundles this file with EthereumJS: loading some 400 modules takes longer than a small suite.

const host = new ScenarioHost();
let last: Promise<unknown> = Promise.resolve();

/** Answers come in the order of the requests: the EVM instances of a host run one thing at a time. Never rejects. */
export function answerInOrder(request: WorkerRequest): Promise<WorkerReply> {
  const reply = last.then(() => answerRequest(host, request));
  last = reply;
  return reply;
}
