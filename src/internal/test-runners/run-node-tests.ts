import { finished } from "node:stream/promises";
import { run } from "node:test";
import { fileURLToPath } from "node:url";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { errorResult, successfulResult } from "hardhat/utils/result";

import type { TestResult } from "../model/test-result.ts";
import { stackOf } from "../primitives/stack-of.ts";
import { siblingFile } from "./sibling-file.ts";
import { TestResults } from "./test-results.ts";

/** What is used of the stream of a test run. */
interface TestStream {
  on(event: string, listener: (data: unknown) => void): unknown;
}

/** Takes how a test ended. */
type Note = (title: string, state: TestResult["state"], file: string, error: unknown) => void;

/**
 * Runs test files as Hardhat's runner for node:test does, in this process, and writes how the tests end to a
 * file in `folder`. Hardhat's keeps the stream of events, which tells it, to itself, and root hooks see neither
 * skipped tests nor hooks that fail. What is compiled is compiled.
 */
export async function runNodeTests(
  files: readonly string[],
  hre: HardhatRuntimeEnvironment,
  folder: string,
) {
  process.env.HH_TEST = "true";
  process.env.NODE_ENV ??= "test";
  const summary = { passed: 0, failed: 0, skipped: 0, todo: 0 };
  if (files.length === 0) return successfulResult({ summary });
  const results = new TestResults(folder, hre.config.paths.root, "nodejs");
  const tell = (hook: "onTestRunStart" | "onTestWorkerDone" | "onTestRunDone") =>
    hre.hooks.runHandlerChain("test", hook, ["nodejs"], () => Promise.resolve());
  await tell("onTestRunStart");
  const stream = run({ files: [...files], concurrency: false, isolation: "none" });
  watchNodeTests(stream, (title, state, file, error) => {
    // A file without tests counts as one, and the set-up file is none of the user's.
    if (file === SETUP || title === SETUP) return;
    results.add(title, state, file);
    summary[COUNTED_AS[state]]++;
    if (state === "failing") process.stdout.write(`Failing: ${title}\n${stackOf(error)}\n\n`);
  });
  stream.resume();
  await finished(stream);
  await tell("onTestWorkerDone");
  await tell("onTestRunDone");
  return summary.failed > 0 ? errorResult({ summary }) : successfulResult({ summary });
}

const SETUP = fileURLToPath(siblingFile("node-test-setup"));

const COUNTED_AS = { passing: "passed", failing: "failed", pending: "skipped" } as const;

/** Notes each test that ends. A suite is none, unless it fails by itself: by a hook. */
export function watchNodeTests(stream: TestStream, note: Note): void {
  /** Of what has been begun and not ended, by nesting: results come in the order of the declarations. */
  const titles: string[] = [];
  stream.on("test:start", (data) => {
    const { name, nesting } = eventOf(data);
    titles.length = nesting;
    titles[nesting] = name;
  });
  const on = (state: "passing" | "failing") => (data: unknown) => {
    const { name, nesting, file, error, isSuite, failsBySubtests, isPending } = eventOf(data);
    if (isSuite && (state === "passing" || failsBySubtests)) return;
    const title = [...titles.slice(0, nesting), name].join(" ");
    note(title, isPending ? "pending" : state, file, error);
  };
  stream.on("test:pass", on("passing"));
  stream.on("test:fail", on("failing"));
}

function eventOf(data: unknown) {
  const { name, nesting, file, skip, todo, details } = fieldsOf(data);
  const { type, error } = fieldsOf(details);
  // Node wraps what was thrown.
  const { failureType, cause } = fieldsOf(error);
  return {
    name: typeof name === "string" ? name : "",
    nesting: typeof nesting === "number" ? nesting : 0,
    file: typeof file === "string" ? file : "",
    error: cause ?? error,
    isSuite: type === "suite",
    failsBySubtests: failureType === "subtestsFailed",
    isPending: isSet(skip) || isSet(todo),
  };
}

/** True, or a reason; an empty reason is one. */
function isSet(mark: unknown): boolean {
  return mark !== undefined && mark !== false;
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return {};
  // `cause` of an error is not enumerable.
  return { ...value, ...(value instanceof Error ? { cause: value.cause } : {}) };
}
