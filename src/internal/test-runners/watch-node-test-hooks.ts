import { afterEach, beforeEach } from "node:test";

import type { RunningTest, SessionTests } from "../session/session-tests.ts";

/**
 * Tells the session which node:test test is running, under a version of Node that does not publish
 * it; call it from the first test file. Everything between the root `beforeEach` and `afterEach`
 * counts as the body, also what a suite's own hooks send; of tests at the same time, the one that
 * began last counts.
 */
export function watchNodeTestHooks(tests: Pick<SessionTests, "addSource">): void {
  // In the order in which they began: a subtest runs within its test.
  const running = new Map<object, RunningTest>();
  beforeEach((context) => {
    running.set(context, { file: textOf(context, "filePath"), title: titleOf(context) });
  });
  afterEach((context) => {
    running.delete(context);
  });
  tests.addSource(() => {
    const test = [...running.values()].at(-1);
    return test === undefined ? undefined : { test, phase: "body" };
  });
}

/** Node joins titles by " > ". */
function titleOf(context: object): string {
  return (textOf(context, "fullName") ?? textOf(context, "name") ?? "").replaceAll(" > ", " ");
}

function textOf(context: object, key: string): string | undefined {
  // Read by name, as older versions of Node lack some of them.
  const value: unknown = Reflect.get(context, key);
  return typeof value === "string" ? value : undefined;
}
