import { type ThreadOptions, WorkerThread } from "./worker-thread.ts";

/** TypeScript when the sources run as they are, JavaScript when they were built. */
const WORKER_URL = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js",
  import.meta.url,
);

/** More deaths than this, and there is something wrong that new threads will not cure. */
const MAX_REPLACEMENTS = 8;

/**
 * The EVM makes much garbage that dies young, so that room for it makes a thread faster: so much for each
 * of two, and no less than V8 itself takes for each of many, as they must share the machine's memory.
 */
const YOUNG_GENERATION_MB = { most: 192, all: 384, least: 48 };

export interface PoolOptions {
  readonly threads: number;
  /**
   * What one thread can do alone is done by the one that asks until it is told to spare nothing: where there are other
   * things to do with the machine, and enough time. Default: false.
   */
  readonly sparing?: boolean;
  /** For tests: another program for the threads. */
  readonly workerUrl?: URL;
  /** How long one answer may take, in ms. */
  readonly deadlineMs?: number;
}

/** Worker threads that live for one run; a dead one is replaced when it is next asked for. */
export class WorkerPool {
  readonly #size: number;
  readonly #threads: WorkerThread[];
  readonly #url: URL;
  readonly #options: ThreadOptions;
  #replacements = 0;
  #spare: WorkerThread | undefined;

  constructor(options: PoolOptions) {
    const { threads, sparing = false, workerUrl = WORKER_URL, deadlineMs = 120_000 } = options;
    this.#size = threads;
    this.#url = workerUrl;
    const youngGenerationMb = sparing ? YOUNG_GENERATION_MB.least : youngGenerationOf(threads);
    this.#options = { deadlineMs, youngGenerationMb };
    this.#threads = Array.from({ length: sparing ? 0 : threads }, () => this.#start());
  }

  /** All of them that live; dead ones are replaced, unless too many have died. */
  threads(): readonly WorkerThread[] {
    while (this.#threads.length < this.#size) this.#threads.push(this.#start());
    for (const [i, thread] of this.#threads.entries()) {
      if (thread.alive || this.#replacements >= MAX_REPLACEMENTS) continue;
      this.#replacements++;
      this.#threads[i] = this.#start();
    }
    return this.#threads.filter((thread) => thread.alive);
  }

  /** One more, started when it is first asked for. */
  spareThread(): WorkerThread {
    if (this.#spare?.alive !== true) this.#spare = this.#start();
    return this.#spare;
  }

  async end(): Promise<void> {
    const all = this.#spare === undefined ? this.#threads : [...this.#threads, this.#spare];
    await Promise.all(all.map((thread) => thread.end()));
  }

  #start(): WorkerThread {
    return new WorkerThread(this.#url, this.#options);
  }
}

function youngGenerationOf(threads: number): number {
  const { most, all, least } = YOUNG_GENERATION_MB;
  return Math.max(least, Math.min(most, Math.floor(all / threads)));
}
