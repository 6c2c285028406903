/**
 * What is being done, on stderr, so that the results on stdout can be kept: a line that is
 * overwritten on a terminal, elsewhere one line after the other.
 */
export class StatusLine {
  readonly #output: NodeJS.WriteStream;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  show(text: string): void {
    this.#output.write(this.#output.isTTY ? `\r${CLEAR_LINE}${text}` : `${text}\n`);
  }

  /** The same with more to it: only where the line is overwritten. */
  refine(text: string): void {
    if (this.#output.isTTY) this.show(text);
  }

  /** To be called before anything else is written to the terminal. */
  clear(): void {
    if (this.#output.isTTY) this.#output.write(`\r${CLEAR_LINE}`);
  }
}

const CLEAR_LINE = "\u001b[2K";
