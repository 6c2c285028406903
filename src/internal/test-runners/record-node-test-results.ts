import { syncBuiltinESMExports } from "node:module";
import nodeTest from "node:test";

import type { HardhatConfig } from "hardhat/types/config";

import { TestResults } from "./test-results.ts";

/** What is used of the stream of a test run. */
interface TestStream {
  on(event: string, listener: (data: unknown) => void): unknown;
}

let recording = false;

/**
 * Writes how the tests of the next run of node:test end to a file in `folder`.
 *
 * Hardhat's runner keeps the stream of a run, which tells it, to itself, and root hooks see neither skipped
 * tests nor hooks that fail. So the `run` that it is going to call is replaced, in this process, by one that
 * listens to the stream first; what it gives is the same.
 */
export function recordNodeTestResults(config: HardhatConfig, folder: string): void {
  if (recording) return;
  recording = true;
  const results = new TestResults(folder, config.paths.root, "nodejs");
  const { run } = nodeTest;
  Reflect.set(nodeTest, "run", (...args: Parameters<typeof run>) => {
    const stream = run(...args);
    watchNodeTestStream(stream, results);
    return stream;
  });
  syncBuiltinESMExports();
}

/** Notes each test that ends; a suite, and a test that fails by its subtests only, is none itself. */
export function watchNodeTestStream(stream: TestStream, results: Pick<TestResults, "add">): void {
  /** Of what has been begun and not ended, by nesting: results come in the order of the declarations. */
  const titles: string[] = [];
  stream.on("test:start", (data) => {
    const { name, nesting } = eventOf(data);
    titles.length = nesting;
    titles[nesting] = name;
  });
  const note = (state: "passing" | "failing") => (data: unknown) => {
    const { name, nesting, file, isSuite, failsBySubtests, isPending } = eventOf(data);
    if (state === "passing" ? isSuite : failsBySubtests) return;
    const title = [...titles.slice(0, nesting), name].join(" ");
    results.add(title, isPending ? "pending" : state, file);
  };
  stream.on("test:pass", note("passing"));
  stream.on("test:fail", note("failing"));
}

function eventOf(data: unknown) {
  const { name, nesting, file, skip, todo, details } = fieldsOf(data);
  const { type, error } = fieldsOf(details);
  return {
    name: typeof name === "string" ? name : "",
    nesting: typeof nesting === "number" ? nesting : 0,
    file: typeof file === "string" ? file : "",
    isSuite: type === "suite",
    failsBySubtests: fieldsOf(error).failureType === "subtestsFailed",
    isPending: isSet(skip) || isSet(todo),
  };
}

/** True, or a reason; an empty reason is one. */
function isSet(mark: unknown): boolean {
  return mark !== undefined && mark !== false;
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  // Errors keep `failureType` as an own property.
  return typeof value === "object" && value !== null ? { ...value } : {};
}
