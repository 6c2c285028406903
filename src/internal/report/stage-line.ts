import { cutToLine, type Environment, isRedrawn, type Output } from "./output.ts";
import { CLEAR_LINE } from "./progress-line.ts";

const TERMINAL_MS = 1_000;
const PLAIN_MS = 10_000;

/**
 * Says what goes on, of work that comes in stages of unknown length: on a terminal in one line with the seconds
 * that the stage has taken, which is cleared in the end; elsewhere in a line each ten seconds.
 */
export class StageLine {
  readonly #output: Output;
  readonly #clock: () => number;
  readonly #isTerminal: boolean;
  #text = "";
  #begun = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `clock` gives milliseconds. */
  constructor(output: Output, clock: () => number, environment: Environment = {}) {
    this.#output = output;
    this.#clock = clock;
    this.#isTerminal = isRedrawn(output, environment);
  }

  show(text: string): void {
    this.#text = text;
    this.#begun = this.#clock();
    if (this.#isTerminal) this.#draw();
    this.#timer ??= setInterval(
      () => {
        this.#draw();
      },
      this.#isTerminal ? TERMINAL_MS : PLAIN_MS,
    ).unref();
  }

  /** Removes the line from a terminal; may be called again. */
  clear(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#isTerminal) this.#output.write(`\r${CLEAR_LINE}`);
  }

  #draw(): void {
    const seconds = Math.round((this.#clock() - this.#begun) / 1000);
    const text = seconds === 0 ? this.#text : `${this.#text}, ${seconds} s`;
    this.#output.write(
      this.#isTerminal ? `\r${CLEAR_LINE}${cutToLine(text, this.#output)}` : `${text}\n`,
    );
  }
}
