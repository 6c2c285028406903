import type { WorkerReply, WorkerRequest } from "./protocol.ts";

/** A thread died, hung or broke; whatever it was doing has no result. */
export class WorkerFailure extends Error {}

/** Runs scenarios. */
export interface ExecutorThread {
  readonly alive: boolean;
  /** Rejects with a {@link WorkerFailure} when there is no answer. */
  ask(request: WorkerRequest): Promise<WorkerReply>;
}

/** Throws a {@link WorkerFailure} for what is no answer. */
export function checkReply(reply: WorkerReply): WorkerReply {
  if (reply.kind !== "failed") return reply;
  throw new WorkerFailure(`a worker thread failed: ${reply.message || "it did not say what of"}`);
}
