import { cutToLine, type Environment, isRedrawn, type Output, roomOf } from "./output.ts";
import { timeLeft } from "./texts/time-left.ts";

/** When the first line comes, and each further one: what is over sooner needs no progress. */
const TERMINAL_MS = { first: 1_000, every: 100 };
const PLAIN_MS = { first: 10_000, every: 10_000 };

/**
 * Shows how far long work has come, of one stage after another: on a terminal one line that is overwritten and cleared
 * in the end, elsewhere a plain line now and then.
 */
export class ProgressLine {
  readonly #output: Output;
  readonly #clock: () => number;
  readonly #isTerminal: boolean;
  readonly #begun: number;
  #title: string;
  #stageBegun: number;
  #lastShown: number | undefined;
  #isDrawn = false;

  /** `clock` gives milliseconds. */
  constructor(output: Output, title: string, clock: () => number, environment: Environment = {}) {
    this.#output = output;
    this.#title = title;
    this.#clock = clock;
    this.#isTerminal = isRedrawn(output, environment);
    this.#begun = clock();
    this.#stageBegun = this.#begun;
  }

  /** Another stage begins. On a terminal it takes the place of the last one at once: it may be long before it says how far it is. */
  next(title: string): void {
    this.#title = title;
    this.#stageBegun = this.#clock();
    const isLong = this.#stageBegun - this.#begun >= TERMINAL_MS.first;
    if (this.#isTerminal ? isLong : this.#isDue()) this.#write(`${title} …`);
  }

  show(done: number, total: number): void {
    if (!this.#isDue()) return;
    const share = total === 0 ? 1 : done / total;
    const left = timeLeft(this.#clock() - this.#stageBegun, share);
    this.#write(this.#title, `: ${Math.floor(100 * share)} %${left}`);
  }

  /** Removes the line from a terminal; may be called again. */
  clear(): void {
    if (this.#isDrawn) this.#output.write(`\r${CLEAR_LINE}`);
    this.#isDrawn = false;
  }

  #isDue(): boolean {
    const { first, every } = this.#isTerminal ? TERMINAL_MS : PLAIN_MS;
    const due = this.#lastShown === undefined ? this.#begun + first : this.#lastShown + every;
    return this.#clock() >= due;
  }

  /** On a narrow terminal the title gives way: how far it is says more. */
  #write(title: string, progress = ""): void {
    this.#lastShown = this.#clock();
    this.#isDrawn = this.#isTerminal;
    const room = Math.max(0, roomOf(this.#output) - progress.length);
    const text = `${progress !== "" && title.length > room ? cutTitle(title, room) : title}${progress}`;
    const line = this.#isTerminal
      ? `\r${CLEAR_LINE}${cutToLine(text, this.#output)}`
      : `${title}${progress}\n`;
    this.#output.write(line);
  }
}

function cutTitle(title: string, room: number): string {
  return room < 2 ? "" : `${title.slice(0, room - 1).trimEnd()}…`;
}

/** Of the line that the cursor is in. */
export const CLEAR_LINE = "\u001b[2K";
