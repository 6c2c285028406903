import type { HardhatConfig } from "hardhat/types/config";

import type { Session } from "../session/session.ts";

import { runsInParallel } from "./mocha-options.ts";
import { publishesNodeTests } from "./publishes-node-tests.ts";
import { watchNodeTestBodies } from "./watch-node-test-bodies.ts";

const watched = new WeakSet<Session>();

/** Prepares the session for a test runner of Hardhat, such as `mocha`, whose tests come next. */
export function runnerStarts(session: Session, runner: string, config: HardhatConfig): void {
  session.runStarted(runner === "mocha" && runsInParallel(config));
  if (runner !== "nodejs" || watched.has(session)) return;
  watched.add(session);
  if (publishesNodeTests(process.versions.node)) watchNodeTestBodies(session.tests);
}
