/** Lets so many through at once; the others wait for their turn, in the order of their arrival. */
export class Gate {
  #width: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#inside >= this.#width) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#inside++;
    try {
      return await work();
    } finally {
      this.#inside--;
      this.#waiting.shift()?.();
    }
  }

  /** Half as many from now on, but never none. */
  narrow(): void {
    this.#width = Math.max(1, Math.floor(this.#width / 2));
  }
}
