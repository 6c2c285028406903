import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Runs jobs one after another. When it is idle a job starts at once, so that requests keep their
 * order. A job that another job of the same queue starts and waits for (a plugin that sends a
 * request while it handles one) runs at once too, as waiting would never end.
 */
export class SerialQueue {
  #last: Promise<unknown> | undefined;
  readonly #inside = new AsyncLocalStorage<true>();

  get idle(): boolean {
    return this.#last === undefined;
  }

  run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#inside.getStore() === true) return job();
    const started = () => this.#inside.run(true, job);
    const result = this.#last === undefined ? started() : this.#last.then(started);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last = settled;
    void settled.then(() => {
      if (this.#last === settled) this.#last = undefined;
    });
    return result;
  }
}
