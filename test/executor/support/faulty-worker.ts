// A worker whose EVM throws what nobody foresees, at the time that FAULT names in its environment:
// `run-lane 2 1` means at one call of a transaction, the second in each request to run a lane.
import { parentPort } from "node:worker_threads";

import { TracingEvm } from "../../../src/internal/executor/vm/tracing-evm.ts";

const [request, ...numbers] = (process.env.FAULT ?? "").split(" ");
const [first = 0, count = 0] = numbers.map(Number);

let calls = Infinity;
parentPort?.on("message", ({ kind }: { kind: string }) => {
  calls = kind === request ? 0 : Infinity;
});

const stock = Object.getOwnPropertyDescriptor(TracingEvm.prototype, "runCall");
const runCall = stock?.value as TracingEvm["runCall"]; // a method of a class
TracingEvm.prototype.runCall = async function (options) {
  const isTransaction = (options.depth ?? options.message?.depth ?? 0) === 0;
  // In the middle: what the EVM has begun is not ended.
  if (isTransaction && isFaulty(++calls)) await this.journal.checkpoint();
  if (isTransaction && isFaulty(calls)) throw new TypeError("injected");
  return runCall.call(this, options);
};

function isFaulty(call: number): boolean {
  return call >= first && call < first + count;
}

await import("../../../src/internal/executor/pool/worker.ts");
