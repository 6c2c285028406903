import type { OnProgress } from "../executor/executor.ts";
import { ProgressLine } from "../report/progress-line.ts";

/** The progress of one stage after another, in one place of the terminal. */
export class Stages {
  #line: ProgressLine;

  constructor(title: string) {
    this.#line = new ProgressLine(process.stdout, title, Date.now);
  }

  /** Begins another stage, and gives what shows its progress. */
  readonly next = (title: string): OnProgress => {
    this.clear();
    this.#line = new ProgressLine(process.stdout, title, Date.now);
    return this.show;
  };

  readonly show = (done: number, total: number): void => {
    this.#line.show(done, total);
  };

  clear(): void {
    this.#line.clear();
  }
}
