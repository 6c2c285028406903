import type { Clock } from "./patient-ask.ts";

/** A clock that goes on only during work of one kind: what is done between two fetches takes none of their time. */
export class Stopwatch implements Clock {
  #before = 0;
  #since: number | undefined;

  now(): number {
    return this.#before + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }

  async sleep(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#since = performance.now();
    try {
      return await work();
    } finally {
      this.#before = this.now();
      this.#since = undefined;
    }
  }
}
