import { AsyncLocalStorage } from "node:async_hooks";
import { channel } from "node:diagnostics_channel";

import type { RunningTest, SessionTests } from "../session/session-tests.ts";

/** A test or suite of node:test, whose body is running. */
interface Body extends RunningTest {
  readonly isTest: boolean;
}

/**
 * Tells the session which node:test test is running; call it before the run starts.
 *
 * Node publishes each test and suite when its body begins, and runs the body in that event's async
 * context, in which hooks do not run: so it is known exactly who sends, also when several tests run
 * at the same time. What a suite defines inherits its context, which makes up the full title.
 */
export function watchNodeTestBodies(tests: Pick<SessionTests, "addSource">): void {
  const bodies = new AsyncLocalStorage<Body>();
  channel("tracing:node.test:start").bindStore(bodies, (event) => bodyOf(event, bodies.getStore()));
  tests.addSource(() => {
    const body = bodies.getStore();
    return body?.isTest === true ? { test: body, phase: "body" } : undefined;
  });
}

function bodyOf(event: unknown, outer: Body | undefined): Body {
  const { name, file, type } = fieldsOf(event);
  const title = typeof name === "string" ? name : "";
  return {
    file: typeof file === "string" ? file : undefined,
    title: outer === undefined ? title : `${outer.title} ${title}`,
    isTest: type === "test",
  };
}

function fieldsOf(event: unknown): Record<string, unknown> {
  return typeof event === "object" && event !== null ? { ...event } : {};
}
