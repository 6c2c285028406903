import { setImmediate } from "node:timers/promises";

import { reasonOf } from "../../primitives/reason-of.ts";
import { checkReply, type ExecutorThread, WorkerFailure } from "./executor-thread.ts";
import type { WorkerReply, WorkerRequest } from "./protocol.ts";

/**
 * The thread that asks, in a worker's place: what goes between two threads has to be copied there and back, which takes
 * longer than running a small scenario.
 */
export class OwnThread implements ExecutorThread {
  readonly alive = true;
  readonly #host = import("./answering-host.ts");

  constructor() {
    // Whoever asks is told.
    this.#host.catch(() => undefined);
  }

  async ask(request: WorkerRequest): Promise<WorkerReply> {
    const { answerInOrder } = await this.#host.catch((error: unknown) => {
      throw new WorkerFailure(`EthereumJS could not be loaded: ${reasonOf(error)}`);
    });
    const reply = await answerInOrder(request);
    // What else happens on this thread has its turn.
    await setImmediate();
    return checkReply(reply);
  }
}
