import type { HardhatConfig } from "hardhat/types/config";

import { stackOf } from "../primitives/stack-of.ts";

import { mochaOptionsOf } from "./mocha-options.ts";
import { TestResults } from "./test-results.ts";

/** What is used of mocha's runner, in parallel mode too. */
interface MochaRunner {
  on(event: "pass" | "pending", listener: (test: MochaRunnable) => void): unknown;
  on(event: "fail", listener: (test: MochaRunnable, error: unknown) => void): unknown;
}

/** A test, or a hook that failed. */
interface MochaRunnable {
  readonly file?: string | undefined;
  readonly parent?: { readonly file?: string | undefined } | undefined;
  fullTitle(): string;
}

/** Has mocha report to a file in `folder`, and in plain lines to standard output, instead of as the user likes it. */
export function recordMochaResults(config: HardhatConfig, folder: string): void {
  const options = mochaOptionsOf(config);
  if (options === undefined) return;
  const { root } = config.paths;
  // Mocha calls it by `new`.
  options.reporter = function (runner: MochaRunner): void {
    reportTo(new TestResults(folder, root, "mocha"), runner);
  };
}

function reportTo(results: Pick<TestResults, "add">, runner: MochaRunner): void {
  const fileOf = ({ file, parent }: MochaRunnable) => file ?? parent?.file;
  runner.on("pass", (test) => {
    results.add(test.fullTitle(), "passing", fileOf(test));
  });
  runner.on("pending", (test) => {
    results.add(test.fullTitle(), "pending", fileOf(test));
  });
  runner.on("fail", (test, error) => {
    results.add(test.fullTitle(), "failing", fileOf(test));
    process.stdout.write(`Failing: ${test.fullTitle()}\n${stackOf(error)}\n\n`);
  });
}
