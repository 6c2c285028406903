import type { Output } from "./output.ts";

/** When the first line comes, and each further one: what is over sooner needs no progress. */
const TERMINAL_MS = { first: 1_000, every: 100 };
const PLAIN_MS = { first: 10_000, every: 10_000 };

/**
 * Shows how far long work has come: on a terminal one line that is overwritten and cleared in the
 * end, elsewhere a plain line now and then.
 */
export class ProgressLine {
  readonly #output: Output;
  readonly #title: string;
  readonly #clock: () => number;
  readonly #started: number;
  #lastShown: number | undefined;

  /** `clock` gives milliseconds. */
  constructor(output: Output, title: string, clock: () => number) {
    this.#output = output;
    this.#title = title;
    this.#clock = clock;
    this.#started = clock();
  }

  show(done: number, total: number): void {
    const now = this.#clock();
    const { first, every } = this.#isTerminal ? TERMINAL_MS : PLAIN_MS;
    const next = this.#lastShown === undefined ? this.#started + first : this.#lastShown + every;
    if (now < next) return;
    this.#lastShown = now;
    const text = `${this.#title}: ${Math.floor((100 * done) / total)} %${this.#remaining(now, done, total)}`;
    this.#output.write(this.#isTerminal ? `\r${CLEAR_LINE}${text}` : `${text}\n`);
  }

  /** Removes the line from a terminal; may be called again. */
  clear(): void {
    if (this.#isTerminal && this.#lastShown !== undefined) this.#output.write(`\r${CLEAR_LINE}`);
    this.#lastShown = undefined;
  }

  #remaining(now: number, done: number, total: number): string {
    if (done === 0) return "";
    const seconds = Math.ceil((((now - this.#started) / done) * (total - done)) / 1000);
    return `, about ${seconds} s left`;
  }

  get #isTerminal(): boolean {
    return this.#output.isTTY === true;
  }
}

/** Of the line that the cursor is in. */
export const CLEAR_LINE = "\u001b[2K";
