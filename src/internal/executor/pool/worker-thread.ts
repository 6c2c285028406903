import { Worker } from "node:worker_threads";

import { reasonOf } from "../../primitives/reason-of.ts";
import { checkReply, type ExecutorThread, WorkerFailure } from "./executor-thread.ts";
import type { WorkerReply, WorkerRequest } from "./protocol.ts";

export interface ThreadOptions {
  readonly deadlineMs: number;
  readonly youngGenerationMb: number;
}

/** One worker thread, asked by messages and answering in their order. */
export class WorkerThread implements ExecutorThread {
  readonly #worker: Worker;
  readonly #deadlineMs: number;
  readonly #waiting: { resolve: (reply: WorkerReply) => void; reject: (error: Error) => void }[] =
    [];
  #failure: WorkerFailure | undefined;

  constructor(url: URL, { deadlineMs, youngGenerationMb }: ThreadOptions) {
    this.#deadlineMs = deadlineMs;
    this.#worker = new Worker(url, {
      // Options of the parent process, such as a loader for TypeScript tests, would only slow it down.
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    });
    this.#worker.on("message", (reply: WorkerReply) => this.#waiting.shift()?.resolve(reply));
    // Whatever was thrown there, which may be no error.
    this.#worker.on("error", (error: unknown) => {
      this.#fail(`a worker thread failed: ${reasonOf(error)}`);
    });
    this.#worker.on("exit", (code) => {
      this.#fail(`a worker thread ended unexpectedly (exit code ${code})`);
    });
    // Only now: adding a listener for messages takes an unref back.
    this.#worker.unref();
  }

  get alive(): boolean {
    return this.#failure === undefined;
  }

  /** Rejects with a {@link WorkerFailure} when the thread dies or does not answer within the deadline. */
  async ask(request: WorkerRequest): Promise<WorkerReply> {
    if (this.#failure !== undefined) throw this.#failure;
    const timer = setTimeout(() => {
      this.#fail(`a worker thread did not answer within ${this.#deadlineMs / 1000} s`);
      void this.#worker.terminate();
    }, this.#deadlineMs);
    try {
      const reply = await new Promise<WorkerReply>((resolve, reject) => {
        // First: it throws on what cannot be sent, for which no reply will come.
        this.#worker.postMessage(request);
        this.#waiting.push({ resolve, reject });
      });
      return checkReply(reply);
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    this.#failure ??= new WorkerFailure("the worker threads were ended");
    await this.#worker.terminate();
  }

  #fail(message: string): void {
    this.#failure ??= new WorkerFailure(message);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
