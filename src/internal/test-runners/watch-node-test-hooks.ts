import { afterEach, beforeEach } from "node:test";

import type { Session } from "../session/session.ts";
import type { RunningTest } from "../session/session-tests.ts";

/**
 * Tells the session which node:test test is running, under a version of Node that does not publish
 * it; call it from the first test file. Everything between the root `beforeEach` and `afterEach`
 * counts as the body, also what a suite's own hooks send.
 */
export function watchNodeTestHooks(session: Session): void {
  let current: RunningTest | undefined;
  beforeEach((context) => {
    current = { file: textOf(context, "filePath"), title: titleOf(context) };
  });
  afterEach(() => {
    current = undefined;
  });
  session.tests.addSource(() =>
    current === undefined ? undefined : { test: current, phase: "body" },
  );
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
