import type { Worker } from "node:worker_threads";

import type { MemoryPeaks } from "./memory-task.ts";

const EVERY_MS = 50;

/** Looks at the memory of this process and of its worker threads now and then, and keeps the peaks. */
export class MemorySampler {
  readonly #workers = new Set<Worker>();
  readonly #timer: NodeJS.Timeout;
  #peaks = { mainHeap: 0, mainArrayBuffers: 0, threadHeaps: 0, threadArrayBuffers: 0 };

  /** To be made before the first thread starts. */
  constructor() {
    process.on("worker", (worker) => {
      this.#workers.add(worker);
      worker.once("exit", () => this.#workers.delete(worker));
    });
    this.#timer = setInterval(() => void this.#sample(), EVERY_MS);
  }

  async end(): Promise<MemoryPeaks> {
    clearInterval(this.#timer);
    await this.#sample();
    // Node counts it in KiB.
    return { rss: process.resourceUsage().maxRSS * 1024, ...this.#peaks };
  }

  async #sample(): Promise<void> {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    // A thread that has ended meanwhile has nothing to tell.
    const answers = await Promise.allSettled(
      [...this.#workers].map((worker) => worker.getHeapStatistics()),
    );
    const threads = answers.flatMap((answer) =>
      answer.status === "fulfilled" ? [answer.value] : [],
    );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const old = this.#peaks;
    this.#peaks = {
      mainHeap: Math.max(old.mainHeap, heapUsed),
      mainArrayBuffers: Math.max(old.mainArrayBuffers, arrayBuffers),
      threadHeaps: Math.max(old.threadHeaps, sum(threads.map((one) => one.used_heap_size))),
      threadArrayBuffers: Math.max(
        old.threadArrayBuffers,
        sum(threads.map((one) => one.external_memory)),
      ),
    };
  }
}
