import type { Output } from "./output.ts";
import { CLEAR_LINE } from "./progress-line.ts";

/**
 * Says what goes on, of work that comes in stages of unknown length: on a terminal in one line with the seconds
 * that the stage has taken, which is cleared in the end; elsewhere in a line for each stage.
 */
export class StageLine {
  readonly #output: Output;
  readonly #clock: () => number;
  #stop: (() => void) | undefined;

  /** `clock` gives milliseconds. */
  constructor(output: Output, clock: () => number) {
    this.#output = output;
    this.#clock = clock;
  }

  show(text: string): void {
    this.clear();
    if (this.#output.isTTY !== true) {
      this.#output.write(`${text}\n`);
      return;
    }
    const start = this.#clock();
    const draw = () => {
      const seconds = Math.round((this.#clock() - start) / 1000);
      const line = seconds === 0 ? text : `${text}, ${seconds} s`;
      // A line that is broken could not be cleared.
      this.#output.write(`\r${CLEAR_LINE}${line.slice(0, (this.#output.columns ?? 80) - 1)}`);
    };
    draw();
    const timer = setInterval(draw, 1000);
    timer.unref();
    this.#stop = () => {
      clearInterval(timer);
      this.#output.write(`\r${CLEAR_LINE}`);
    };
  }

  /** Removes the line from a terminal; may be called again. */
  clear(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
