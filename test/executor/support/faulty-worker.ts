// A worker in which something throws what nobody foresees, at the time that FAULT names in its environment:
// `run-lane 2 1` means at one call of a transaction, the second in each request to run a lane. A fourth
// word names a method of the state instead of the EVM: `run-lane 2 1 reads`.
import { parentPort } from "node:worker_threads";

import { TransactionState } from "../../../src/internal/executor/state/transaction-state.ts";
import { TracingEvm } from "../../../src/internal/executor/vm/tracing-evm.ts";

const [request, first, count, method] = (process.env.FAULT ?? "").split(" ");

let calls = Infinity;
parentPort?.on("message", ({ kind }: { kind: string }) => {
  calls = kind === request ? 0 : Infinity;
});

if (method === undefined) breakEvm();
else if (method === "begin" || method === "reads") breakState(method);
else throw new Error(`There is no fault in ${method}`);

function breakEvm(): void {
  const stock = Object.getOwnPropertyDescriptor(TracingEvm.prototype, "runCall");
  const runCall = stock?.value as TracingEvm["runCall"]; // a method of a class
  TracingEvm.prototype.runCall = async function (options) {
    const isTransaction = (options.depth ?? options.message?.depth ?? 0) === 0;
    // In the middle: what the EVM has begun is not ended.
    if (isTransaction && isFaulty(++calls)) await this.journal.checkpoint();
    if (isTransaction && isFaulty(calls)) throw new TypeError("injected");
    return runCall.call(this, options);
  };
}

function breakState(name: "begin" | "reads"): void {
  const stock = Object.getOwnPropertyDescriptor(TransactionState.prototype, name);
  const right = stock?.value as (...args: unknown[]) => unknown; // a method of a class
  const value = function (this: TransactionState, ...args: unknown[]): unknown {
    if (isFaulty(++calls)) throw new TypeError("injected");
    return right.apply(this, args);
  };
  Object.defineProperty(TransactionState.prototype, name, { ...stock, value });
}

function isFaulty(call: number): boolean {
  return call >= Number(first) && call < Number(first) + Number(count);
}

await import("../../../src/internal/executor/pool/worker.ts");
