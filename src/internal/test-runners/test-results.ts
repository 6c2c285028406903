import { appendFileSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";

import type { TestResult } from "../model/test-result.ts";
import { makeFolder } from "../primitives/make-folder.ts";

/** In the folder of a proof: JSON lines, a {@link TestResult} each. */
const FILE = "results.jsonl";

/** Takes how tests ended, each at once: what comes before a crash is kept. */
export class TestResults {
  readonly #folder: string;
  readonly #root: string;
  readonly #runner: string;

  constructor(folder: string, projectRoot: string, runner: string) {
    this.#folder = folder;
    this.#root = projectRoot;
    this.#runner = runner;
    makeFolder(folder);
  }

  /** `file`: absolute, or relative to the project. */
  add(title: string, state: TestResult["state"], file = ""): void {
    const path = isAbsolute(file) ? relative(this.#root, file) : file;
    const result: TestResult = {
      runner: this.#runner,
      file: path.split(sep).join("/"),
      title,
      state,
    };
    appendFileSync(join(this.#folder, FILE), `${JSON.stringify(result)}\n`);
  }
}
