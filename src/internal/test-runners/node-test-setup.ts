// Loaded by the node:test runner before the test files, in the process that runs the task.
import { nodeTestSession } from "./node-test-session.ts";
import { watchNodeTestHooks } from "./watch-node-test-hooks.ts";

const session = nodeTestSession();
if (session !== undefined) watchNodeTestHooks(session.tests);
