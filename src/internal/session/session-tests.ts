import { isAbsolute, relative, sep } from "node:path";

import type { RecordingRecord, TransactionRecord } from "../model/recording.ts";

/** One run of one test of the user's suite; a retry is another one. */
export interface RunningTest {
  /** As given by the test runner: an absolute path, if it knows one. */
  readonly file: string | undefined;
  /** The titles of the suites and of the test, joined by a space. */
  readonly title: string;
}

/** Who sends: a test, in its body or in one of its hooks; undefined: no test is running. */
export type SenderSource = () =>
  { readonly test: RunningTest; readonly phase: TransactionRecord["phase"] } | undefined;

type Sender = Pick<TransactionRecord, "test" | "phase">;

/** Tells which test sends a transaction. Test runners add what they know of it. */
export class SessionTests {
  readonly #projectRoot: string;
  readonly #watchesTests: boolean;
  readonly #write: (record: RecordingRecord) => void;
  readonly #sources: SenderSource[] = [];
  readonly #ids = new WeakMap<RunningTest, number>();
  readonly #script: RunningTest = {
    file: undefined,
    title: runsTests() ? "all tests, not told apart without --parallel-evm" : "script",
  };
  #nextId = 0;

  /** Tests are watched with the flag only; `write` takes a record of each that sends something. */
  constructor(
    projectRoot: string,
    watchesTests: boolean,
    write: (record: RecordingRecord) => void,
  ) {
    this.#projectRoot = projectRoot;
    this.#watchesTests = watchesTests;
    this.#write = write;
  }

  addSource(source: SenderSource): void {
    this.#sources.push(source);
  }

  /**
   * Who sends right now. In a test run, what no test sends is set-up: a module's top level, a
   * `before` hook. Elsewhere (a script, a node, tests on the network `parallelEvm` without the flag)
   * all counts as one test.
   */
  sender(): Sender {
    for (const source of this.#sources) {
      const found = source();
      if (found !== undefined) return { test: this.#idOf(found.test), phase: found.phase };
    }
    if (this.#watchesTests && runsTests()) return { phase: "setup" };
    return { test: this.#idOf(this.#script), phase: "body" };
  }

  /** The title of the test that runs right now; undefined: none does, or nobody tells. */
  get running(): string | undefined {
    for (const source of this.#sources) {
      const found = source();
      if (found !== undefined) return found.test.title;
    }
    return undefined;
  }

  /** A test is recorded when it first sends something that is. */
  #idOf(test: RunningTest): number {
    const known = this.#ids.get(test);
    if (known !== undefined) return known;
    const id = this.#nextId++;
    this.#ids.set(test, id);
    const file = projectPath(test.file, this.#projectRoot);
    this.#write({ kind: "test", id, file, title: test.title });
    return id;
  }
}

/** Hardhat's test runners say so before they load the first test file, also in their workers. */
function runsTests(): boolean {
  return process.env.HH_TEST === "true";
}

/** A path within the project as `test/Token.ts`, on every platform. */
function projectPath(file: string | undefined, root: string): string {
  if (file === undefined) return "";
  const path = isAbsolute(file) ? relative(root, file) : file;
  return path.split(sep).join("/");
}
