import type { RunningTest, SessionTests } from "../session/session-tests.ts";

import type { MochaHook, MochaTest } from "./mocha-options.ts";

/** Root hooks that tell the session which test is running. */
export function mochaHooks(session: {
  readonly tests: Pick<SessionTests, "addSource">;
  readonly drain: () => Promise<void>;
}): { beforeEach: MochaHook; afterEach: MochaHook } {
  let current: { test: RunningTest; mocha: MochaTest } | undefined;

  session.tests.addSource(() => {
    if (current === undefined) return undefined;
    return { test: current.test, phase: bodyRuns(current.mocha) ? "body" : "setup" };
  });

  return {
    beforeEach(): void {
      const mocha = this.currentTest;
      current =
        mocha === undefined
          ? undefined
          : { test: { file: mocha.file, title: mocha.fullTitle() }, mocha };
    },
    async afterEach(): Promise<void> {
      current = undefined;
      await session.drain();
    },
  };
}

/**
 * Root hooks run outside a suite's own, so they cannot tell a body from a suite's `beforeEach`. But
 * mocha tells the context which of them it runs: each hook is one, and the test itself is one when
 * its body begins. `duration` is set when the body ends, however it ends.
 */
function bodyRuns(test: MochaTest): boolean {
  return test.ctx?.runnable() === test && test.duration === undefined && !test.isPending();
}
